import type { Metric } from '../metric.ts';
import { anyOf, type ModelServerName, withModel } from './llm-names.ts';
import { quantilesOf, quantileWindow, samplesOf } from './llm-quantiles.ts';
import { rateOf } from './rate.ts';

const server = 'job, instance';
const labels = `${server}, model`;
const by = ['model'] as const;
const perModel = (series: string, level: 'sum' | 'max' = 'sum'): string =>
	`${level} by (${labels}) (${withModel(series)})`;
const overAnHour = (series: string): string => perModel(`rate(${series}[${quantileWindow}])`);
const tokensPerSecond = (name: ModelServerName): string =>
	`${overAnHour(anyOf(name, '_count'))} / (${overAnHour(anyOf(name, '_sum'))} > 0)`;

/** Model servers: Ollama by our exporter or by its own metrics, vLLM, llama.cpp and SGLang. */
export const llm = {
	// Only our exporter can tell that the server behind it does not answer; of the others, that they are read says so.
	'llm.up': {
		title: 'Model server',
		unit: 'boolean',
		promql: `max by (${server}) (ollama_up) or group by (${server}) (${anyOf('present')})`,
		series: 'instance:llm_up:max',
		by: [],
	},
	'llm.models_loaded': {
		title: 'Models loaded',
		unit: 'count',
		promql: `max by (${server}) (ollama_models_loaded) or count by (${server}) (group by (${server}, model_name) (${anyOf('running')}) unless on (${server}) ollama_requests_in_flight)`,
		series: 'instance:llm_models_loaded:max',
		by: [],
	},
	// The second spellings are those of the json_exporter that upstream's stack has.
	'llm.model.size_bytes': {
		title: 'Model size',
		unit: 'bytes',
		promql: `max by (${labels}) ({__name__=~"ollama_model_size_bytes|ollama_loaded_model_size_bytes"})`,
		series: 'model:llm_model_size_bytes:max',
		by,
	},
	'llm.model.vram_bytes': {
		title: 'Model in GPU memory',
		unit: 'bytes',
		promql: `max by (${labels}) ({__name__=~"ollama_model_vram_bytes|ollama_loaded_model_size_vram_bytes"})`,
		series: 'model:llm_model_vram_bytes:max',
		by,
	},
	'llm.model.context_length': {
		title: 'Context',
		unit: 'count',
		promql: 'ollama_model_context_length',
		series: 'ollama_model_context_length',
		by,
	},
	// Seconds since the epoch.
	'llm.model.expires_timestamp_seconds': {
		title: 'Unloaded at',
		unit: 'info',
		promql: 'ollama_model_expires_timestamp_seconds',
		series: 'ollama_model_expires_timestamp_seconds',
		by,
	},
	'llm.requests_in_flight': {
		title: 'Requests in flight',
		unit: 'count',
		promql: perModel(anyOf('running')),
		series: 'model:llm_requests_in_flight:sum',
		by,
	},
	'llm.requests_waiting': {
		title: 'Requests waiting',
		unit: 'count',
		promql: perModel(anyOf('waiting')),
		series: 'model:llm_requests_waiting:sum',
		by,
	},
	'llm.generated_tokens_per_second': {
		title: 'Tokens generated',
		unit: 'per_second',
		promql: perModel(rateOf(anyOf('generatedTokens'))),
		series: 'model:llm_generated_tokens:sum_rate1m',
		by,
	},
	// Grows while an answer is under way, where the counter of tokens jumps at its end. A chunk is about a token.
	'llm.stream_chunks_per_second': {
		title: 'Chunks streamed',
		unit: 'per_second',
		promql: perModel(rateOf('ollama_stream_chunks_total')),
		series: 'model:llm_stream_chunks:sum_rate1m',
		by,
	},
	'llm.decode_tokens_per_second': {
		title: 'Tokens while generating',
		unit: 'per_second',
		promql: `${tokensPerSecond('perToken')} or ${tokensPerSecond('perTokenBefore')} or ${overAnHour(anyOf('generatedTokens'))} / (${overAnHour(anyOf('evalSeconds'))} > 0)`,
		series: 'model:llm_decode_tokens:rate1h',
		by,
	},
	'llm.time_to_first_token_seconds': {
		title: 'Time to first token',
		unit: 'seconds',
		promql: quantilesOf('firstToken'),
		series: 'model_quantile:llm_time_to_first_token_seconds:rate1h',
		by: ['model', 'quantile'],
	},
	'llm.time_to_first_token.samples': {
		title: 'First tokens timed',
		unit: 'count',
		promql: samplesOf('firstToken'),
		series: 'model:llm_time_to_first_token_count:increase1h',
		by,
	},
	'llm.request_duration_seconds': {
		title: 'Request time',
		unit: 'seconds',
		promql: quantilesOf('request'),
		series: 'model_quantile:llm_request_duration_seconds:rate1h',
		by: ['model', 'quantile'],
	},
	'llm.request_duration.samples': {
		title: 'Requests timed',
		unit: 'count',
		promql: samplesOf('request'),
		series: 'model:llm_request_duration_count:increase1h',
		by,
	},
	'llm.errors': {
		title: 'Errors in an hour',
		unit: 'count',
		promql: `sum by (${server}, reason) (increase(ollama_request_errors_total[${quantileWindow}]))`,
		series: 'instance_reason:llm_request_errors:increase1h',
		by: ['reason'],
	},
} as const satisfies Record<string, Metric>;
