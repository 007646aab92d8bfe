import { lastValue } from '../../store/remote.ts';
import { fitLeft } from '../../text/width.ts';
import { wrap } from '../empty.ts';
import { factsLine } from '../facts.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { besideLines } from './beside.ts';
import { llmCharts } from './charts.ts';
import { chosenModel, rowsIn } from './chosen.ts';
import { modelTable } from './columns.ts';
import { compareModels } from './comparison.ts';
import { comparisonLines } from './comparison-lines.ts';
import { errorFacts, loadFacts } from './facts.ts';
import { pathLines } from './path-lines.ts';
import { gpuFinder, placeOfModel } from './place.ts';
import { keyOf } from './rows.ts';

const nowOf = ({ snapshot, clock }: Model): number => (lastValue(snapshot)?.at ?? clock.wall) / 1000;

const readingsIn = ({ snapshot }: Model) => lastValue(snapshot)?.readings ?? {};

const failedIn = ({ details }: Model): ReadonlyMap<string, number> =>
	new Map((lastValue(details)?.['llm.requests_failed'] ?? []).map(reading => [keyOf(reading), reading.value]));

/** The table of models, in so many lines at most; the one the pointer is on stays in sight. */
export const tableLines = (model: Model, width: number, height: number): string[] => {
	const rows = rowsIn(model);
	const room = Math.max(1, height - 1);
	const selected = chosenModel(model)?.key;
	const index = rows.findIndex(({ key }) => key === selected);
	const start = Math.max(0, Math.min(index - room + 1, rows.length - room));
	return modelTable(rows.slice(start, start + room), {
		width,
		context: { now: nowOf(model), isGpuThere: gpuFinder(lastValue(model.snapshot)), failed: failedIn(model) },
		// Elsewhere the pointer would say that keys reach it.
		selected: model.state.focus === 'llm' ? selected : undefined,
		glyphs: model.glyphs,
	});
};

/** A sentence in red for each model that runs where it ought not to. */
export const misplacedLines = (model: Model, width: number): string[] => {
	const isGpuThere = gpuFinder(lastValue(model.snapshot));
	return rowsIn(model).flatMap(row => {
		const sentence = row.isLoaded ? placeOfModel(row, isGpuThere(row))?.sentence : undefined;
		return sentence === undefined
			? []
			: wrap(`${model.glyphs.warning} ${sentence}`, width).map(line => paint(line, 'red'));
	});
};

/** What failed, and how the selected model loads. */
export const factLines = (model: Model, width: number): string[] => {
	const parts = [...errorFacts(model), ...loadFacts(lastValue(model.details), chosenModel(model))];
	return parts.length === 0 ? [] : [factsLine(parts, width)];
};

const title = (text: string, width: number): string[] => ['', paint(fitLeft(text, width), 'bold')];

const wayLines = (model: Model, width: number): string[] => {
	const details = lastValue(model.details);
	// What was read for another panel knows nothing of the way.
	if (details === undefined || Object.keys(details).some(id => !id.startsWith('llm.'))) return [];
	const { norms, webui } = model.llm;
	return [
		...title('Which of them is slow? The last five minutes against the last day', width),
		...pathLines(details, lastValue(norms) ?? {}, webui, { width, glyphs: model.glyphs }),
	];
};

const comparison = (model: Model, width: number): string[] => {
	const { price } = model.llm;
	return comparisonLines(compareModels(readingsIn(model), lastValue(model.details) ?? {}, price), {
		width,
		price,
		glyphs: model.glyphs,
		isLocal: model.source.name === 'local',
	});
};

// Lower than this charts tell less than the lines above them.
const leastCharts = 8;

/** The full screen: the models, the way of a request, how they compare where that is asked for, and their charts in what is left. */
export const fullLines = (model: Model, width: number, height: number): string[] => {
	const most = Math.max(3, Math.floor(height / 3));
	const top = [
		...tableLines(model, width, Math.min(rowsIn(model).length + 1, most)),
		...misplacedLines(model, width),
		...factLines(model, width),
		...besideLines(lastValue(model.snapshot), width),
		...(model.source.name === 'local' ? [] : wayLines(model, width)),
	];
	const above = model.state.llm.compares
		? [...top, ...title('The models compared', width), ...comparison(model, width)]
		: top;
	const left = height - above.length;
	return left < leastCharts ? above : [...above, '', ...llmCharts(model, width, left - 1)];
};
