import { gpuColumn, gpuLegend, gpus, migColumn, overByGpu } from './gpu-queries.ts';
import { lines, scaleOf, stat } from './panels.ts';
import { now } from './queries.ts';
import type { Dashboard, Row } from './spec.ts';
import { gpu } from './variables.ts';

const atAGlance: Row = {
	title: 'Now',
	panels: [
		stat({
			title: 'Busiest',
			about:
				'The share of the last moments in which the busiest device had something to do; not how much of it was used.',
			width: 6,
			expr: `max(${now('gpu.utilization_ratio', gpus)})`,
			...scaleOf('gpu.utilization_ratio'),
			none: 'not told',
		}),
		stat({
			title: 'Memory used',
			about: 'Of all devices together. Where it is full, models run on the CPU, many times slower.',
			width: 6,
			expr: `sum(${now('gpu.memory.used_bytes', gpus)})`,
			...scaleOf('gpu.memory.used_bytes'),
		}),
		stat({
			title: 'Hottest',
			about: 'Devices slow themselves down somewhere between 80 and 95 °C.',
			width: 6,
			expr: `max(${now('gpu.temperature_celsius', gpus)})`,
			...scaleOf('gpu.temperature_celsius'),
			none: 'not told',
		}),
		stat({
			title: 'Power',
			about: 'Of all devices together, without the machine around them.',
			width: 6,
			expr: `sum(${now('gpu.power_watts', gpus)})`,
			...scaleOf('gpu.power_watts'),
			none: 'not told',
		}),
		{
			kind: 'table',
			title: 'Devices',
			about: 'Every device, by the best of the exporters that tell it. What none of them tells is blank.',
			width: 24,
			height: 8,
			keys: { index: 'Number', name: 'Name', uuid: 'UUID' },
			columns: [
				gpuColumn('gpu.utilization_ratio', 'Busy'),
				gpuColumn('gpu.memory.used_bytes', 'Memory used'),
				gpuColumn('gpu.memory.total_bytes', 'Memory'),
				gpuColumn('gpu.temperature_celsius', 'Temperature'),
				gpuColumn('gpu.power_watts', 'Power'),
				gpuColumn('gpu.power.limit_watts', 'Power limit'),
				gpuColumn('gpu.fan.ratio', 'Fan'),
				gpuColumn('gpu.fan.rpm', 'Fan, turns a minute'),
				gpuColumn('gpu.performance_state', 'P-state'),
			],
			sort: 'Number',
			none: 'No GPU is measured.',
		},
		{
			kind: 'table',
			title: 'Exporters',
			about: 'Who tells each device. Where several do, the first that tells a number counts.',
			width: 12,
			height: 6,
			keys: { index: 'Number', name: 'Name', exporter: 'Exporter', driver: 'Driver', cuda: 'CUDA' },
			columns: [
				{
					expr: `max by (index, name, exporter, driver, cuda) (${now('gpu.info', gpus)})`,
					legend: 'There',
					unit: 'boolean',
				},
			],
			sort: 'Number',
			none: 'No GPU is measured.',
		},
		{
			kind: 'table',
			title: 'MIG instances',
			about: 'The parts of devices that are divided by MIG. Such a device has no share of time in which it is busy.',
			width: 12,
			height: 6,
			keys: { index: 'Number', mig: 'Instance', profile: 'Profile' },
			columns: [
				migColumn('gpu.mig.memory.used_bytes', 'Memory used'),
				migColumn('gpu.mig.memory.total_bytes', 'Memory'),
				migColumn('gpu.mig.utilization_ratio', 'Busy'),
			],
			sort: 'Number',
			none: 'No device is divided.',
		},
	],
};

const overTime: Row = {
	title: 'Over time',
	panels: [
		lines({
			title: 'Busy',
			about: 'The share of the time in which a device had something to do.',
			width: 12,
			queries: [{ expr: overByGpu('gpu.utilization_ratio'), legend: gpuLegend }],
			...scaleOf('gpu.utilization_ratio'),
			max: 1,
			none: 'not told',
		}),
		lines({
			title: 'Memory used',
			about: 'A model takes its memory when it is loaded, and gives it back when it is unloaded.',
			width: 12,
			queries: [{ expr: overByGpu('gpu.memory.used_bytes'), legend: gpuLegend }],
			...scaleOf('gpu.memory.used_bytes'),
		}),
		lines({
			title: 'Temperature',
			about: 'Devices slow themselves down somewhere between 80 and 95 °C.',
			width: 12,
			queries: [{ expr: overByGpu('gpu.temperature_celsius'), legend: gpuLegend }],
			...scaleOf('gpu.temperature_celsius'),
			none: 'not told',
		}),
		lines({
			title: 'Power',
			about: 'A device at its limit is slowed down to stay there.',
			width: 12,
			queries: [
				{ expr: overByGpu('gpu.power_watts'), legend: gpuLegend },
				{ expr: overByGpu('gpu.power.limit_watts'), legend: `limit ${gpuLegend}` },
			],
			...scaleOf('gpu.power_watts'),
			none: 'not told',
		}),
		lines({
			title: 'Clocks',
			about: 'A clock that falls while the device is busy is one that is held back, by heat or by the power limit.',
			width: 12,
			queries: [
				{ expr: overByGpu('gpu.clock_hertz'), legend: gpuLegend },
				{ expr: overByGpu('gpu.memory.clock_hertz'), legend: `memory ${gpuLegend}` },
			],
			...scaleOf('gpu.clock_hertz'),
			none: 'not told',
		}),
		lines({
			title: 'Encoder and decoder',
			about: 'Video, not models: what uses the device besides.',
			width: 12,
			queries: [
				{ expr: overByGpu('gpu.encoder.ratio'), legend: `encoder ${gpuLegend}` },
				{ expr: overByGpu('gpu.decoder.ratio'), legend: `decoder ${gpuLegend}` },
			],
			...scaleOf('gpu.encoder.ratio'),
			max: 1,
			none: 'not told',
		}),
	],
};

/** The graphics processors of the machine. */
export const gpuDashboard: Dashboard = {
	uid: 'gpu',
	title: 'GPUs',
	about: 'Are the GPUs at work, full, hot or held back by their power limit? By whichever exporter tells them.',
	variables: [gpu],
	starts: 'name=~".*(ollama|vllm|llama|sglang).*"',
	rows: [atAGlance, overTime],
};
