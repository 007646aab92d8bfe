import { llmNow } from './llm-now.ts';
import { models, overByModel, quantilesOver, rateByModel, server } from './llm-queries.ts';
import { lines, scaleOf } from './panels.ts';
import { over } from './queries.ts';
import type { Dashboard, Row } from './spec.ts';
import { model, modelServer } from './variables.ts';

const speed: Row = {
	title: 'How fast',
	panels: [
		lines({
			title: 'Tokens generated',
			about:
				'Tokens each second over a minute. They are counted when an answer ends, so that a long one is a peak at its end.',
			width: 12,
			queries: [{ expr: overByModel('llm.generated_tokens_per_second'), legend: '{{model}}' }],
			...scaleOf('llm.generated_tokens_per_second'),
		}),
		lines({
			title: 'Tokens as they come',
			about: 'Pieces of answers each second while they are streamed: about a token each, and steady during a long one.',
			width: 12,
			queries: [{ expr: overByModel('llm.stream_chunks_per_second'), legend: '{{model}}' }],
			...scaleOf('llm.stream_chunks_per_second'),
			none: 'only our exporter tells it',
		}),
		lines({
			title: 'Tokens while generating',
			about:
				'How fast one answer grows, over the last hour: the model\u2019s own speed, free of how often it is asked.',
			width: 12,
			queries: [{ expr: overByModel('llm.decode_tokens_per_second'), legend: '{{model}}' }],
			...scaleOf('llm.decode_tokens_per_second'),
		}),
		lines({
			title: 'Time to first token',
			about:
				'From the request to the first token that its client gets: queue, load and reading of the prompt. Percentiles of an hour, absent below 20 requests (p99: 100).',
			width: 12,
			queries: [{ expr: quantilesOver('llm.time_to_first_token_seconds'), legend: '{{model}} {{quantile}}' }],
			...scaleOf('llm.time_to_first_token_seconds'),
			none: 'below 20 requests',
		}),
		lines({
			title: 'Request time',
			about: 'From the request to the end of its answer. It grows with what is asked, so it says little across models.',
			width: 12,
			queries: [{ expr: quantilesOver('llm.request_duration_seconds'), legend: '{{model}} {{quantile}}' }],
			...scaleOf('llm.request_duration_seconds'),
			none: 'below 20 requests',
		}),
		lines({
			title: 'Queue and load',
			about:
				'What Ollama calls load_duration, on average: waiting for a place and loading the model. Where the model is in memory it is next to nothing.',
			width: 12,
			queries: [
				{ expr: `${rateByModel('load', '_sum')} / (${rateByModel('load', '_count')} > 0)`, legend: '{{model}}' },
			],
			unit: 'seconds',
			none: 'No request, or only by /v1, which does not tell it.',
		}),
	],
};

const use: Row = {
	title: 'What is asked',
	panels: [
		lines({
			title: 'Requests in flight and waiting',
			about: 'Requests that are being answered, and those in a queue where the server tells of one.',
			width: 12,
			queries: [
				{ expr: overByModel('llm.requests_in_flight'), legend: '{{model}}' },
				{ expr: overByModel('llm.requests_waiting'), legend: '{{model}} waiting' },
			],
			...scaleOf('llm.requests_in_flight'),
		}),
		lines({
			title: 'Requests by outcome',
			about: 'Requests each second, by the status of their answer. A stream that broke off had begun as a 200.',
			width: 12,
			queries: [
				{
					expr: `sum by (code) (rate(ollama_requests_total{${models}}[$__rate_interval]))`,
					legend: '{{code}}',
				},
			],
			unit: 'per_second',
			none: 'only our exporter tells it',
		}),
		lines({
			title: 'Errors',
			about:
				'Failed requests of the last hour by reason: busy is a full queue, stream_error an error in the middle of an answer, client_abort a client that went away.',
			width: 12,
			queries: [{ expr: `max by (reason) (${over('llm.errors', server)})`, legend: '{{reason}}' }],
			...scaleOf('llm.errors'),
			none: 'No error since the exporter was started.',
		}),
		lines({
			title: 'Tokens read and generated',
			about:
				'Tokens of prompts (above) and of answers (below) each second. Ollama counts tokens of a prompt that it found in its cache as read.',
			width: 12,
			queries: [
				{ expr: rateByModel('promptTokens'), legend: '{{model}} read' },
				{ expr: rateByModel('generatedTokens'), legend: '{{model}} generated' },
			],
			unit: 'per_second',
			below: '/ generated$/',
		}),
		lines({
			title: 'Answered in an hour',
			about: 'How many requests, and first tokens, the percentiles are made of.',
			width: 12,
			queries: [
				{ expr: overByModel('llm.request_duration.samples'), legend: '{{model}} requests' },
				{ expr: overByModel('llm.time_to_first_token.samples'), legend: '{{model}} first tokens' },
			],
			unit: 'count',
		}),
		lines({
			title: 'Loads',
			about: 'Models that were loaded. Many are a sign of a keep-alive that is too short, or of too little memory.',
			width: 12,
			queries: [
				{
					expr: `sum by (model) (increase(ollama_model_loads_total{${models}}[$__rate_interval]))`,
					legend: '{{model}}',
				},
			],
			unit: 'count',
			none: 'only our exporter tells it',
		}),
	],
};

const memory: Row = {
	title: 'Memory',
	panels: [
		lines({
			title: 'Models in GPU memory',
			about: 'What of each model lies in the memory of GPUs.',
			width: 12,
			queries: [{ expr: overByModel('llm.model.vram_bytes'), legend: '{{model}}' }],
			...scaleOf('llm.model.vram_bytes'),
			stacked: true,
		}),
		lines({
			title: 'Models in memory',
			about: 'The whole of each model, wherever it lies; what is not in GPU memory runs on the CPU.',
			width: 12,
			queries: [{ expr: overByModel('llm.model.size_bytes'), legend: '{{model}}' }],
			...scaleOf('llm.model.size_bytes'),
			stacked: true,
		}),
	],
};

/** Model servers. */
export const llm: Dashboard = {
	uid: 'llm',
	title: 'Models',
	about: 'Which model answers how fast, what it waits for, and whether it is where it ought to be.',
	variables: [modelServer, model],
	starts: 'name=~".*(ollama|vllm|llama|sglang).*"',
	rows: [llmNow, speed, use, memory],
};
