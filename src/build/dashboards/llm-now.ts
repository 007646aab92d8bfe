import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';
import { gpuShare, models, nowByModel, quantileNow, server, untilUnload } from './llm-queries.ts';
import { scaleOf, stat } from './panels.ts';
import { now } from './queries.ts';
import type { Column, Panel, Row } from './spec.ts';

const column = (id: MetricId, legend: string): Column => ({ expr: nowByModel(id), legend, unit: metricOf(id).unit });

const modelTable: Panel = {
	kind: 'table',
	title: 'Models',
	about:
		'Every model that is loaded or was asked in the last hour. Percentiles are of that hour, and absent below 20 requests. A model that is not wholly on the GPU answers many times slower.',
	width: 24,
	height: 8,
	keys: { model: 'Model' },
	columns: [
		column('llm.model.size_bytes', 'Size'),
		column('llm.model.vram_bytes', 'On the GPU'),
		{ expr: gpuShare, legend: 'GPU share', unit: 'ratio' },
		column('llm.model.context_length', 'Context'),
		{ expr: untilUnload, legend: 'Unloaded in', unit: 'seconds' },
		column('llm.requests_in_flight', 'In flight'),
		column('llm.decode_tokens_per_second', 'Tokens/s while generating'),
		{
			expr: quantileNow('llm.time_to_first_token_seconds', '0.5'),
			legend: 'First token p50',
			unit: 'seconds',
		},
		{
			expr: quantileNow('llm.time_to_first_token_seconds', '0.95'),
			legend: 'First token p95',
			unit: 'seconds',
		},
		column('llm.request_duration.samples', 'Requests'),
	],
	sort: 'Requests',
	none: 'No model is loaded.',
};

/** The model server at a glance. */
export const llmNow: Row = {
	title: 'Now',
	panels: [
		stat({
			title: 'Model server',
			about: 'Whether it answers its exporter; of servers that are read directly, whether they are.',
			width: 3,
			expr: now('llm.up', server),
			unit: 'boolean',
			mapping: [
				[1, 'up', 'green'],
				[0, 'down', 'red'],
			],
		}),
		stat({
			title: 'Loaded',
			about: 'Models in memory, ready to answer.',
			width: 3,
			expr: now('llm.models_loaded', server),
			...scaleOf('llm.models_loaded'),
		}),
		stat({
			title: 'In flight',
			about: 'Requests that are being answered, or wait for it.',
			width: 3,
			expr: `sum(${now('llm.requests_in_flight', models)})`,
			...scaleOf('llm.requests_in_flight'),
		}),
		stat({
			title: 'Waiting',
			about: 'Requests in the server\u2019s queue. Ollama does not tell it.',
			width: 3,
			expr: `sum(${now('llm.requests_waiting', models)})`,
			...scaleOf('llm.requests_waiting'),
			warn: 1,
			none: 'not told',
		}),
		stat({
			title: 'Tokens',
			about: 'Tokens generated each second, by all models together.',
			width: 3,
			expr: `sum(${now('llm.generated_tokens_per_second', models)})`,
			...scaleOf('llm.generated_tokens_per_second'),
		}),
		stat({
			title: 'First token, p95',
			about: 'Of the slowest model: the time after which 95 of 100 requests had their first token, in the last hour.',
			width: 3,
			expr: `max(${now('llm.time_to_first_token_seconds', `${models}, quantile="0.95"`)})`,
			...scaleOf('llm.time_to_first_token_seconds'),
			none: 'below 20 requests',
		}),
		stat({
			title: 'Requests in an hour',
			about: 'Requests that were answered in the last hour.',
			width: 3,
			expr: `round(sum(${now('llm.request_duration.samples', models)}))`,
			unit: 'count',
		}),
		stat({
			title: 'Errors in an hour',
			about: 'Requests that failed, for whatever reason, in the last hour.',
			width: 3,
			expr: `round(sum(${now('llm.errors', server)}))`,
			unit: 'count',
			warn: 1,
			none: 'not told',
		}),
		modelTable,
	],
};
