import { gpuColumn, gpuLegend, gpus, overByGpu } from './gpu-queries.ts';
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
			],
			sort: 'Number',
			none: 'No GPU is measured.',
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
