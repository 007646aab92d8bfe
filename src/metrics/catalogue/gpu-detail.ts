import type { Metric } from '../metric.ts';
import { gpuNames } from './gpu/names.ts';
import { gpuLabels, ofEachGpu } from './gpu/of-each.ts';
import { processNames } from './gpu/parts.ts';

const detail = (metric: Omit<Metric, 'series'>): Metric => ({ ...metric, series: metric.promql });

/** What is asked for only while the GPUs are looked at. */
export const gpuDetail = {
	// The pids are those that the exporter sees: the machine's own where it shares the namespace of processes.
	'gpu.processes.memory_bytes': detail({
		title: 'GPU memory of a process',
		unit: 'bytes',
		...ofEachGpu(processNames, ['pid', 'process']),
		by: [...gpuLabels, 'pid', 'process'],
	}),
	'gpu.memory.busy_ratio': detail({
		title: 'GPU memory at work',
		unit: 'ratio',
		...ofEachGpu(gpuNames.memoryBusy),
		by: gpuLabels,
	}),
	'gpu.energy_joules': detail({
		title: 'GPU energy since its driver',
		unit: 'joules',
		...ofEachGpu(gpuNames.energy),
		by: gpuLabels,
	}),
	'gpu.ecc_errors': detail({
		title: 'GPU memory errors',
		unit: 'count',
		...ofEachGpu(gpuNames.eccErrors),
		by: gpuLabels,
	}),
} as const satisfies Record<string, Metric>;
