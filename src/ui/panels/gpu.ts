import { formatBytes, formatCount, formatRatio } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { chartNotes } from '../charts/notes.ts';
import { chartParts } from '../charts/panel-charts.ts';
import { hasPast } from '../charts/past.ts';
import { emptyLines } from '../empty.ts';
import { fact } from '../facts.ts';
import { ageNote, agingParts } from '../freshness.ts';
import { gpuCharts } from '../gpu/charts.ts';
import { deviceLines, factLines } from '../gpu/device-lines.ts';
import { type Gpu, gpusIn } from '../gpu/gpus.ts';
import { processLines } from '../gpu/processes.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const absence = ({ state, source, snapshot }: Model): string => {
	if (state.at !== undefined) return 'No GPU was measured at that time.';
	return source.name === 'local'
		? (lastValue(snapshot)?.gpuFault ?? 'No GPU is measured now.')
		: 'No GPU is measured now: no exporter of GPUs answers.';
};

/** The devices in so many lines, each getting as many as the others. */
const devices = (model: Model, gpus: readonly Gpu[], width: number, height: number): string[] => {
	const each = Math.max(1, Math.floor(height / gpus.length));
	const lines = gpus.flatMap(gpu => deviceLines(gpu, width, each, model.glyphs));
	if (lines.length <= height) return lines;
	return [...lines.slice(0, height - 1), paint(`${lines.length - height + 1} more: f shows all`, 'dim')];
};

// Lower than this charts tell less than the devices themselves.
const leastCharts = 10;

const extras = (model: Model, width: number): string[] => {
	const found = lastValue(model.details);
	const about = (
		id: 'gpu.memory.busy_ratio' | 'gpu.ecc_errors' | 'gpu.energy_joules',
		name: string,
		text: (value: number) => string,
	) => (found?.[id] ?? []).map(({ labels, value }) => fact(`${labels.index} ${name}`, text(value)));
	return factLines(
		[
			...about('gpu.memory.busy_ratio', 'memory at work', formatRatio),
			...about('gpu.ecc_errors', 'memory errors', formatCount),
			...about('gpu.energy_joules', 'used', value => `${formatCount(value / 3.6e6)} kWh`),
		],
		width,
	);
};

const fullLines = (model: Model, gpus: readonly Gpu[], width: number, height: number): string[] => {
	const all = [...gpus.flatMap(gpu => deviceLines(gpu, width, 99, model.glyphs)), ...extras(model, width)];
	const room = Math.max(gpus.length, height - leastCharts);
	const shown = all.length > room ? devices(model, gpus, width, room) : all;
	const left = height - shown.length;
	const processes = processLines(model, width, Math.min(left, Math.max(4, left - leastCharts)));
	const rest = left - processes.length;
	return [...shown, ...(rest >= 3 ? gpuCharts(model, width, rest) : []), ...processes];
};

const body = (model: Model, gpus: readonly Gpu[], width: number, height: number): string[] => {
	const isFull = model.state.full === 'gpu';
	if (gpus.length === 0)
		return isFull && hasPast(model, 'gpu')
			? gpuCharts(model, width, height)
			: emptyLines(model.snapshot, absence(model), width);
	return isFull ? fullLines(model, gpus, width, height) : devices(model, gpus, width, height);
};

const title = (gpus: readonly Gpu[]): readonly string[] => {
	const known = (values: readonly (number | undefined)[]) => values.filter(value => value !== undefined);
	const busy = known(gpus.map(({ utilization }) => utilization));
	const [used, total] = [gpus.map(gpu => gpu.memoryUsed), gpus.map(gpu => gpu.memoryTotal)].map(known);
	const sum = (values: readonly number[] = []) => values.reduce((all, value) => all + value, 0);
	return [
		`GPU${gpus.length > 1 ? `s ${gpus.length}` : ''}${busy.length > 0 ? ` ${paint(formatRatio(Math.max(...busy)), 'bold')}` : ''}`,
		...(total?.length ? [`${formatBytes(sum(used))} of ${formatBytes(sum(total))}`] : []),
	];
};

export const gpuPanel: Panel = {
	id: 'gpu',
	title: 'GPU',
	dashboard: 'gpu',
	parts: model => [
		...agingParts(model),
		...chartParts(model, 'gpu'),
		...(model.state.full === 'gpu' ? [model.details, model.gpuOwners, model.containers] : []),
	],
	draw(model, width, height) {
		const gpus = gpusIn(lastValue(model.snapshot));
		const parts = [...title(gpus), ...ageNote(model, ['gpu.info']), ...chartNotes(model, 'gpu')];
		return panelFrame(model, 'gpu', parts, body(model, gpus, width - 4, height - 2), width, height);
	},
};
