import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { History } from '../../src/metrics/history.ts';
import type { Labels, Reading, Readings } from '../../src/metrics/snapshot.ts';
import { succeed } from '../../src/store/remote.ts';
import { clean } from '../../src/text/clean.ts';
import { initialLlmView, type LlmView } from '../../src/ui/llm/view.ts';
import type { Change } from '../../src/ui/model.ts';
import { madeHistory, madeSnapshot, moment } from './made-model.ts';

const gib = 2 ** 30;
const target = { job: 'ollama', instance: 'ollama-exporter:9778' };

const reading = (value: number, labels: Record<string, string> = {}): Reading => ({
	value,
	at: moment,
	labels: Object.fromEntries(
		Object.entries({ ...target, ...labels }).map(([name, text]) => [name, clean(text)]),
	) as Labels,
});

type Values = readonly (number | undefined)[];

/** Three models: one on the GPU at work, one that only partly found room there, and one that was unloaded. */
export const madeModels = ['llama3:8b', 'qwen2.5-coder:32b', 'nomic-embed-text'] as const;

const each = (id: MetricId, values: Values, more: Record<string, string> = {}) =>
	[
		id,
		values.flatMap((value, index) =>
			value === undefined ? [] : [reading(value, { model: madeModels[index]!, ...more })],
		),
	] as const;

const quantiles = (id: MetricId, values: Readonly<Record<string, Values>>) =>
	[id, Object.entries(values).flatMap(([quantile, list]) => each(id, list, { quantile })[1])] as const;

/** What is read of models at every refresh. */
export const llmReadings: Readings = {
	'llm.up': [reading(1)],
	'llm.models_loaded': [reading(2)],
	...Object.fromEntries([
		each('llm.model.size_bytes', [6.2 * gib, 21 * gib]),
		each('llm.model.vram_bytes', [6.2 * gib, 12.6 * gib]),
		each('llm.model.context_length', [8192, 32_768]),
		each('llm.model.expires_timestamp_seconds', [moment / 1000 + 252, 9_007_199_254]),
		each('llm.requests_in_flight', [2, 1]),
		each('llm.generated_tokens_per_second', [61.2, 3.4, 0]),
		each('llm.stream_chunks_per_second', [84.6, 4.1]),
		each('llm.decode_tokens_per_second', [48.3, 5.2]),
		quantiles('llm.time_to_first_token_seconds', {
			0.5: [0.41, 6.2],
			0.95: [1.9, 14.6],
			0.99: [3.1],
		}),
		each('llm.time_to_first_token.samples', [312.4, 27, 0]),
		quantiles('llm.request_duration_seconds', { 0.5: [8.4, 71], 0.95: [22, 184], 0.99: [31] }),
		each('llm.request_duration.samples', [311, 27, 41]),
	]),
	'llm.errors': [
		reading(2, { reason: 'busy' }),
		reading(1, { reason: 'client_abort' }),
		reading(0, { reason: 'http_5xx' }),
	],
};

/** What is asked for while the models have the full screen. */
export const llmDetails: Readings = Object.fromEntries([
	each('llm.tokens', [94_000, 6200, 0]),
	each('llm.busy_seconds', [2100, 900]),
	each('llm.requests_failed', [0, 2, 0]),
	quantiles('llm.load_seconds', { 0.5: [0.006, 0.02], 0.95: [0.04, 18.2] }),
	each('llm.model_loads', [0, 3]),
	['llm.energy.gpu_joules', [reading(540_000)]],
	['llm.energy.gpu_idle_watts', [reading(30)]],
	['llm.path.load_seconds', [reading(0.02)]],
	['llm.path.first_token_seconds', [reading(6.1)]],
	['llm.path.tokens_per_second', [reading(41)]],
	['llm.path.statement_seconds', [reading(0.0009)]],
]);

/** A day's norms, and an Open WebUI that answers. */
export const llmView: LlmView = {
	...initialLlmView,
	ollama: 'http://127.0.0.1:11434',
	price: 0.3,
	norms: succeed(
		{
			'llm.path.load_seconds': 0.019,
			'llm.path.first_token_seconds': 1.2,
			'llm.path.tokens_per_second': 45,
			'llm.path.statement_seconds': 0.0008,
		},
		0,
	),
	webui: { seconds: 0.0142 },
};

const points = 121;

const past = (id: MetricId, model: string, shape: (index: number) => number, more: Record<string, string> = {}) => ({
	id,
	labels: reading(0, { model, ...more }).labels,
	values: Array.from({ length: points }, (_, index) => shape(index)),
});

const made = [
	past('llm.stream_chunks_per_second', madeModels[0], index => Math.max(0, 80 * Math.sin(index / 7))),
	past('llm.stream_chunks_per_second', madeModels[1], index => Math.max(0, 4 * Math.sin(index / 9))),
	past('llm.requests_in_flight', madeModels[0], index => Math.max(0, Math.round(2 * Math.sin(index / 7)))),
	past('llm.time_to_first_token_seconds', madeModels[0], () => 0.4, { quantile: '0.5' }),
	past('llm.time_to_first_token_seconds', madeModels[0], index => 1 + index / 120, { quantile: '0.95' }),
	past('llm.request_duration_seconds', madeModels[0], () => 8, { quantile: '0.5' }),
];

export const llmHistory: History = {
	...madeHistory,
	series: Object.fromEntries(
		[...Map.groupBy(made, ({ id }) => id)].map(([id, list]) => [
			id,
			list.map(({ labels, values }) => ({ labels, values })),
		]),
	),
};

/** What makes a model server of a made model; some of its readings may be others. */
export const withModels = (readings: Readings = {}): Change => ({
	snapshot: succeed({ ...madeSnapshot, readings: { ...madeSnapshot.readings, ...llmReadings, ...readings } }, 0),
	details: succeed(llmDetails, 0),
	chartHistory: succeed(llmHistory, 0),
	llm: llmView,
});
