import { formatCount } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { chartNotes } from '../charts/notes.ts';
import { chartParts } from '../charts/panel-charts.ts';
import { hasPast } from '../charts/past.ts';
import { emptyLines, wrap } from '../empty.ts';
import { ageNote, agingParts } from '../freshness.ts';
import { besideLines } from '../llm/beside.ts';
import { llmCharts } from '../llm/charts.ts';
import { rowsIn } from '../llm/chosen.ts';
import { factLines, fullLines, misplacedLines, tableLines } from '../llm/sections.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { readingsOf, sumIn } from '../readings.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const absence = ({ state, source }: Model): string =>
	state.at !== undefined
		? 'No model server was measured at that time.'
		: source.name === 'local'
			? 'Ollama does not answer; --ollama URL says where it is.'
			: 'No model server is measured now: its exporter is not among the targets that answer.';

// Ollama may run in no container, which then has no log that aixcl could show.
const isInContainer = ({ containers }: Model): boolean =>
	(lastValue(containers) ?? []).some(({ name, service }) => name === 'ollama' || service === 'ollama');

const downLines = (model: Model, width: number): string[] => {
	const down = readingsOf(lastValue(model.snapshot), 'llm.up').filter(({ value }) => value === 0);
	const where = down.map(({ labels }) => labels.instance).filter(each => each !== undefined);
	if (down.length === 0) return [];
	const isLocal = model.source.name === 'local';
	const sentence = isLocal
		? `Ollama at ${model.llm.ollama} does not answer.`
		: `The exporter at ${where.join(', ')} runs, but the model server behind it does not answer.`;
	const next = isInContainer(model)
		? 'aixcl logs ollama says why.'
		: isLocal
			? 'Start it, or say with --ollama URL where it is.'
			: 'Its own log says why.';
	return wrap(`${sentence} ${next}`, width).map(line => paint(line, 'red'));
};

/** The panel among others: the table, and what is worth knowing of it in the lines that are left. */
const shortLines = (model: Model, width: number, height: number): string[] => {
	const rows = rowsIn(model);
	const told = [...misplacedLines(model, width), ...besideLines(lastValue(model.snapshot), width)];
	const facts = factLines(model, width);
	const table = Math.min(rows.length + 1, Math.max(2, height - Math.min(2, told.length)));
	return [...tableLines(model, width, table), ...told, ...facts];
};

const body = (model: Model, width: number, height: number): string[] => {
	const up = readingsOf(lastValue(model.snapshot), 'llm.up');
	const isFull = model.state.full === 'llm';
	if (up.length === 0)
		return hasPast(model, 'llm') ? llmCharts(model, width, height) : emptyLines(model.snapshot, absence(model), width);
	const down = downLines(model, width);
	if (down.length === up.length) return down;
	if (rowsIn(model).length === 0 && !isFull)
		return [...down, paint('No model is loaded.', 'dim'), ...factLines(model, width)];
	return [...down, ...(isFull ? fullLines : shortLines)(model, width, height - down.length)];
};

const mark = (model: Model): string => {
	const up = readingsOf(lastValue(model.snapshot), 'llm.up');
	if (up.length === 0) return 'LLM';
	return up.every(({ value }) => value === 1)
		? `LLM ${paint(model.glyphs.dot, 'green')}`
		: `LLM ${paint(`${model.glyphs.warning} DOWN`, 'red', 'bold')}`;
};

const titleOf = (model: Model): readonly string[] => {
	const snapshot = lastValue(model.snapshot);
	const loaded = sumIn(snapshot, 'llm.models_loaded');
	const busy = sumIn(snapshot, 'llm.requests_in_flight') ?? 0;
	return [
		mark(model),
		...(loaded === undefined ? [] : [`${formatCount(loaded)} loaded`]),
		...(busy > 0 ? [`${formatCount(busy)} in flight`] : []),
		...[...model.state.llm.acting].map(([name, doing]) => paint(`${doing} ${name}`, 'cyan')),
		...ageNote(model, ['llm.up']),
		...chartNotes(model, 'llm'),
	];
};

export const llmPanel: Panel = {
	id: 'llm',
	title: 'LLM',
	dashboard: 'llm',
	parts: model => [
		...agingParts(model),
		model.source,
		model.state.llm,
		model.details,
		model.llm,
		isInContainer(model),
		...chartParts(model, 'llm'),
	],
	draw: (model, width, height) =>
		panelFrame(model, 'llm', titleOf(model), body(model, width - 4, height - 2), width, height),
};
