import type { Metric } from '../metric.ts';
import { gpuNames } from './gpu/names.ts';
import { gpuLabels, ofEachGpu } from './gpu/of-each.ts';
import { gpuInfoNames, migNames } from './gpu/parts.ts';

const by = gpuLabels;
const byMig = [...gpuLabels, 'mig', 'profile'] as const;
const byInfo = [...gpuLabels, 'driver', 'cuda'] as const;

/** The graphics processors of a machine, by whichever exporter tells them. */
export const gpu = {
	'gpu.info': {
		title: 'GPU',
		unit: 'info',
		...ofEachGpu(gpuInfoNames, ['driver', 'cuda'], 'group'),
		series: 'uuid:gpu_info:group',
		by: byInfo,
	},
	// The share of the last moments in which there was work at all, not of the device that was used.
	'gpu.utilization_ratio': {
		title: 'GPU busy',
		unit: 'ratio',
		...ofEachGpu(gpuNames.utilization),
		series: 'uuid:gpu_utilization:ratio',
		by,
	},
	'gpu.memory.used_bytes': {
		title: 'GPU memory used',
		unit: 'bytes',
		...ofEachGpu(gpuNames.memoryUsed),
		series: 'uuid:gpu_memory_used_bytes:max',
		by,
	},
	'gpu.memory.total_bytes': {
		title: 'GPU memory',
		unit: 'bytes',
		...ofEachGpu(gpuNames.memoryTotal),
		series: 'uuid:gpu_memory_total_bytes:max',
		by,
	},
	'gpu.temperature_celsius': {
		title: 'GPU temperature',
		unit: 'celsius',
		...ofEachGpu(gpuNames.temperature),
		series: 'uuid:gpu_temperature_celsius:max',
		by,
		warn: 83,
		alarm: 90,
	},
	'gpu.power_watts': {
		title: 'GPU power',
		unit: 'watts',
		...ofEachGpu(gpuNames.power),
		series: 'uuid:gpu_power_watts:max',
		by,
	},
	'gpu.power.limit_watts': {
		title: 'GPU power limit',
		unit: 'watts',
		...ofEachGpu(gpuNames.powerLimit),
		series: 'uuid:gpu_power_limit_watts:max',
		by,
	},
	'gpu.fan.ratio': {
		title: 'GPU fan',
		unit: 'ratio',
		...ofEachGpu(gpuNames.fanRatio),
		series: 'uuid:gpu_fan:ratio',
		by,
	},
	'gpu.fan.rpm': {
		title: 'GPU fan, turns a minute',
		unit: 'count',
		...ofEachGpu(gpuNames.fanRpm),
		series: 'uuid:gpu_fan_rpm:max',
		by,
	},
	'gpu.clock_hertz': {
		title: 'GPU clock',
		unit: 'hertz',
		...ofEachGpu(gpuNames.clock),
		series: 'uuid:gpu_clock_hertz:max',
		by,
	},
	'gpu.memory.clock_hertz': {
		title: 'GPU memory clock',
		unit: 'hertz',
		...ofEachGpu(gpuNames.memoryClock),
		series: 'uuid:gpu_memory_clock_hertz:max',
		by,
	},
	// NVIDIA's: 0 is the fastest, 15 is idle.
	'gpu.performance_state': {
		title: 'GPU performance state',
		unit: 'count',
		...ofEachGpu(gpuNames.performanceState),
		series: 'uuid:gpu_performance_state:max',
		by,
	},
	'gpu.encoder.ratio': {
		title: 'GPU encoder',
		unit: 'ratio',
		...ofEachGpu(gpuNames.encoder),
		series: 'uuid:gpu_encoder:ratio',
		by,
	},
	'gpu.decoder.ratio': {
		title: 'GPU decoder',
		unit: 'ratio',
		...ofEachGpu(gpuNames.decoder),
		series: 'uuid:gpu_decoder:ratio',
		by,
	},
	'gpu.mig.memory.used_bytes': {
		title: 'MIG memory used',
		unit: 'bytes',
		...ofEachGpu(migNames.used, ['mig', 'profile']),
		series: 'uuid_mig:gpu_memory_used_bytes:max',
		by: byMig,
	},
	'gpu.mig.memory.total_bytes': {
		title: 'MIG memory',
		unit: 'bytes',
		...ofEachGpu(migNames.total, ['mig', 'profile']),
		series: 'uuid_mig:gpu_memory_total_bytes:max',
		by: byMig,
	},
	'gpu.mig.utilization_ratio': {
		title: 'MIG busy',
		unit: 'ratio',
		...ofEachGpu(migNames.utilization, ['mig', 'profile']),
		series: 'uuid_mig:gpu_utilization:ratio',
		by: byMig,
	},
} as const satisfies Record<string, Metric>;
