import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { ChartLine, ChartSpec } from '../charts/chart-spec.ts';
import { panelCharts } from '../charts/panel-charts.ts';
import { type Past, pastOf } from '../charts/past.ts';
import type { Model } from '../model.ts';
import type { Style } from '../paint.ts';
import { chosenModel, rowsIn } from './chosen.ts';
import { keyOf, type ModelRow } from './rows.ts';

// More lines than this cannot be told apart.
const mostModels = 4;
const looks: readonly (readonly [letter: string, style: Style])[] = [
	['A', 'green'],
	['B', 'cyan'],
	['C', 'magenta'],
	['D', 'yellow'],
];

const lineOf = (past: Past, id: MetricId, { key }: ModelRow, quantile?: string) =>
	past.lineWhere(id, labels => keyOf({ labels }) === key && labels.quantile === quantile);

const byModel = (model: Model, past: Past, id: MetricId): readonly ChartLine[] =>
	rowsIn(model)
		.slice(0, mostModels)
		.map((row, index) => {
			const [letter, style] = looks[index]!;
			return { name: row.name, letter, style, ...lineOf(past, id, row) };
		});

const quantiles = (model: Model, past: Past, id: MetricId): readonly ChartLine[] => {
	const row = chosenModel(model);
	if (!row) return [];
	return (
		[
			['p50', '5', 'green', '0.5'],
			['p95', '9', 'yellow', '0.95'],
			['p99', 'X', 'red', '0.99'],
		] as const
	).map(([name, letter, style, quantile]) => ({
		name,
		letter,
		style,
		...lineOf(past, id, row, quantile),
	}));
};

const specsOf = (model: Model, past: Past): readonly ChartSpec[] => {
	const name = chosenModel(model)?.name ?? '';
	const streamed = past.seriesOf('llm.stream_chunks_per_second').length > 0;
	const specs: readonly ChartSpec[] = [
		{
			title: 'Tokens a second',
			unit: 'per_second',
			lines: byModel(model, past, streamed ? 'llm.stream_chunks_per_second' : 'llm.generated_tokens_per_second'),
		},
		{
			title: `Time to first token, ${name}`,
			unit: 'seconds',
			lines: quantiles(model, past, 'llm.time_to_first_token_seconds'),
		},
		{ title: 'Requests in flight', unit: 'count', lines: byModel(model, past, 'llm.requests_in_flight') },
		{
			title: `Request time, ${name}`,
			unit: 'seconds',
			lines: quantiles(model, past, 'llm.request_duration_seconds'),
		},
	];
	return specs.filter(({ lines }) => lines.length > 0);
};

/** The models over time: all of them, and the times of the one the pointer is on. */
export const llmCharts = (model: Model, width: number, height: number): string[] => {
	const past = pastOf(model, 'llm');
	return panelCharts(model, past, specsOf(model, past), width, height);
};
