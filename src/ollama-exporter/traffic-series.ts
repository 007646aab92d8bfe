import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { buckets } from './buckets.ts';

/** Why a request failed: a closed list. */
export const reasons = [
	'upstream_unreachable',
	'busy',
	'http_4xx',
	'http_5xx',
	'stream_error',
	'client_abort',
] as const;

export type Reason = (typeof reasons)[number];

const source = 'reported by the model server, or estimated from the pieces of a stream that did not tell';

/** What only passing requests can tell. A model's series begin at 0 when its name is first seen. */
export const createTrafficSeries = (registry: Registry) => {
	const registers = [registry];
	const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
		new Counter({ name, help, labelNames, registers });
	const histogram = (name: string, help: string, bounds: number[]) =>
		new Histogram({ name, help, labelNames: ['model'], buckets: bounds, registers });
	const series = {
		requests: counter('ollama_requests_total', 'Requests that were answered, by status.', [
			'model',
			'endpoint',
			'code',
		]),
		errors: counter('ollama_request_errors_total', 'Requests that failed.', ['model', 'reason']),
		promptTokens: counter('ollama_prompt_tokens_total', 'Tokens of prompts, those found in a cache too.', ['model']),
		generatedTokens: counter('ollama_generated_tokens_total', `Tokens of answers; ${source}.`, ['model', 'source']),
		chunks: counter('ollama_stream_chunks_total', 'Pieces of streamed answers as they pass, about one a token.', [
			'model',
		]),
		evalSeconds: counter(
			'ollama_eval_seconds_total',
			'Time in which tokens were generated: as Ollama tells it; for /v1 measured from the first token to the last.',
			['model'],
		),
		promptEvalSeconds: counter(
			'ollama_prompt_eval_seconds_total',
			'Time in which prompts were evaluated, cached parts not counted; not known for /v1.',
			['model'],
		),
		loads: counter(
			'ollama_model_loads_total',
			'Requests that waited over half a second for a model that was not in memory; not known for /v1.',
			['model'],
		),
		inFlight: new Gauge({
			name: 'ollama_requests_in_flight',
			help: 'Requests to a model that are not answered yet, queued ones too.',
			labelNames: ['model'],
			registers,
		}),
		duration: histogram(
			'ollama_request_duration_seconds',
			'Time from a request to the end of its answer, of those that did not fail.',
			buckets.requestDuration,
		),
		firstToken: histogram(
			'ollama_time_to_first_token_seconds',
			'Time from a request to the first token of a streamed answer, queueing and loading too.',
			buckets.timeToFirstToken,
		),
		perToken: histogram(
			'ollama_time_per_output_token_seconds',
			'Time for each token after the first, the mean of an answer.',
			buckets.timePerOutputToken,
		),
		loadDuration: histogram(
			'ollama_load_duration_seconds',
			'What Ollama calls load_duration: waiting in its queue too, and near 0 for a model in memory; not known for /v1.',
			buckets.loadDuration,
		),
	};
	const introduce = (model: string) => {
		const { promptTokens, chunks, evalSeconds, promptEvalSeconds, loads, inFlight } = series;
		for (const each of [promptTokens, chunks, evalSeconds, promptEvalSeconds, loads]) each.inc({ model }, 0);
		for (const each of ['reported', 'estimated']) series.generatedTokens.inc({ model, source: each }, 0);
		for (const reason of reasons) series.errors.inc({ model, reason }, 0);
		for (const each of [series.duration, series.firstToken, series.perToken, series.loadDuration]) each.zero({ model });
		inFlight.inc({ model }, 0);
	};
	return { ...series, introduce };
};

export type TrafficSeries = ReturnType<typeof createTrafficSeries>;
