import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buckets } from '../../src/ollama-exporter/buckets.ts';

/** What the made server tells of a model that is always at work, so that every rate is known. */
export const truth = {
	size: 6_654_289_920,
	requestsPerSecond: 4,
	tokensPerSecond: 200,
	chunksPerSecond: 190,
	/** Seconds for a token, the mean of each answer. */
	secondsPerToken: 0.02,
	/** All first tokens lie evenly between these two bounds of a bucket, and all answers, and all loads. */
	firstToken: [0.25, 0.5],
	request: [5, 10],
	load: [0.01, 0.05],
	errorsPerSecond: 0.2,
	evalSecondsPerSecond: 3,
} as const;

export const busyModel = 'llama3:8b';
export const idleModel = 'phi:latest';

const bounds = {
	ollama_request_duration_seconds: buckets.requestDuration,
	ollama_time_to_first_token_seconds: buckets.timeToFirstToken,
	ollama_time_per_output_token_seconds: buckets.timePerOutputToken,
	ollama_load_duration_seconds: buckets.loadDuration,
} as const;

/** A histogram in the text format, all of whose observations have one value. */
const histogram = (name: keyof typeof bounds, count: number, value: number): string[] => [
	`# HELP ${name} As the exporter says it.`,
	`# TYPE ${name} histogram`,
	...bounds[name].map(le => `${name}_bucket{le="${le}",model="${busyModel}"} ${value <= le ? count : 0}`),
	`${name}_bucket{le="+Inf",model="${busyModel}"} ${count}`,
	`${name}_sum{model="${busyModel}"} ${count * value}`,
	`${name}_count{model="${busyModel}"} ${count}`,
];

const family = (type: 'gauge' | 'counter', name: string, samples: Readonly<Record<string, number>>): string[] => [
	`# HELP ${name} As the exporter says it.`,
	`# TYPE ${name} ${type}`,
	...Object.entries(samples).map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}`),
];

const of = (model: string, more = ''): string => `model="${model}"${more}`;

/** What the exporter serves after so many seconds: its names, labels and buckets. */
const metricsPage = (seconds: number): string => {
	const requests = Math.round(seconds * truth.requestsPerSecond);
	const grown = (rate: number) => Math.round(seconds * rate);
	const lines = [
		family('gauge', 'ollama_up', { '': 1 }),
		family('gauge', 'ollama_info', { 'version="0.33.0"': 1 }),
		family('gauge', 'ollama_models_available', { '': 5 }),
		family('gauge', 'ollama_models_loaded', { '': 2 }),
		family('gauge', 'ollama_model_size_bytes', { [of(busyModel)]: truth.size, [of(idleModel)]: 3_000_000_000 }),
		family('gauge', 'ollama_model_vram_bytes', { [of(busyModel)]: truth.size, [of(idleModel)]: 0 }),
		family('gauge', 'ollama_model_context_length', { [of(busyModel)]: 8192, [of(idleModel)]: 2048 }),
		family('gauge', 'ollama_model_expires_timestamp_seconds', {
			[of(busyModel)]: Math.round(Date.now() / 1000) + 300,
			[of(idleModel)]: 10_987_654_321,
		}),
		family('gauge', 'ollama_requests_in_flight', { [of(busyModel)]: 3, [of(idleModel)]: 0 }),
		family('counter', 'ollama_requests_total', { [of(busyModel, ',endpoint="chat",code="200"')]: requests }),
		family('counter', 'ollama_request_errors_total', {
			[of(busyModel, ',reason="busy"')]: grown(truth.errorsPerSecond),
			[of(busyModel, ',reason="stream_error"')]: 0,
		}),
		family('counter', 'ollama_prompt_tokens_total', { [of(busyModel)]: grown(500) }),
		family('counter', 'ollama_generated_tokens_total', {
			[of(busyModel, ',source="reported"')]: grown(truth.tokensPerSecond / 2),
			[of(busyModel, ',source="estimated"')]: grown(truth.tokensPerSecond / 2),
		}),
		family('counter', 'ollama_stream_chunks_total', { [of(busyModel)]: grown(truth.chunksPerSecond) }),
		family('counter', 'ollama_eval_seconds_total', { [of(busyModel)]: seconds * truth.evalSecondsPerSecond }),
		family('counter', 'ollama_prompt_eval_seconds_total', { [of(busyModel)]: seconds }),
		family('counter', 'ollama_model_loads_total', { [of(busyModel)]: 1 }),
		histogram('ollama_request_duration_seconds', requests, 7.5),
		histogram('ollama_time_to_first_token_seconds', requests, 0.4),
		histogram('ollama_time_per_output_token_seconds', requests, truth.secondsPerToken),
		histogram('ollama_load_duration_seconds', requests, 0.03),
	];
	return `${lines.flat().join('\n')}\n`;
};

/** Serves what the exporter in front of a busy Ollama would. */
export const startModelServer = async (): Promise<{ readonly target: string; readonly stop: () => Promise<void> }> => {
	const began = performance.now();
	const server = createServer((_, response) => {
		response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
		response.end(metricsPage((performance.now() - began) / 1000));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};
