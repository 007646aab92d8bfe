import type { Metric } from '../metric.ts';
import { gpuLabels, ofEachGpu } from './gpu-names.ts';

const by = gpuLabels;

/** The graphics processors of a machine, by whichever exporter tells them. */
export const gpu = {
	'gpu.utilization_ratio': {
		title: 'GPU',
		unit: 'ratio',
		promql: ofEachGpu('utilization'),
		series: 'uuid:gpu_utilization:ratio',
		by,
	},
	'gpu.memory.used_bytes': {
		title: 'GPU memory used',
		unit: 'bytes',
		promql: ofEachGpu('memoryUsed'),
		series: 'uuid:gpu_memory_used_bytes:max',
		by,
	},
	'gpu.memory.total_bytes': {
		title: 'GPU memory',
		unit: 'bytes',
		promql: ofEachGpu('memoryTotal'),
		series: 'uuid:gpu_memory_total_bytes:max',
		by,
	},
	'gpu.temperature_celsius': {
		title: 'GPU temperature',
		unit: 'celsius',
		promql: ofEachGpu('temperature'),
		series: 'uuid:gpu_temperature_celsius:max',
		by,
	},
	'gpu.power_watts': {
		title: 'GPU power',
		unit: 'watts',
		promql: ofEachGpu('power'),
		series: 'uuid:gpu_power_watts:max',
		by,
	},
	'gpu.power.limit_watts': {
		title: 'GPU power limit',
		unit: 'watts',
		promql: ofEachGpu('powerLimit'),
		series: 'uuid:gpu_power_limit_watts:max',
		by,
	},
} as const satisfies Record<string, Metric>;
