import { expect, test } from 'vitest';
import { chatEvents, chatLines, events, ndjson } from '../support/fake-ollama.ts';
import { bytesOf, open } from './fixture.ts';

const model = 'model="tiny:latest"';
const asked = (more: object = {}) =>
	JSON.stringify({ messages: [{ role: 'user', content: 'x' }], model: 'tiny', ...more });

const answering = async (parts: readonly string[] | object, headers: Record<string, string>, options = {}) => {
	const opened = await open(options);
	const body = Array.isArray(parts) ? parts.join('') : JSON.stringify(parts);
	opened.fake.answer = (request, response) => {
		void bytesOf(request).then(bytes => {
			asks.push(bytes.toString());
			response.writeHead(200, headers);
			response.end(body);
		});
		return true;
	};
	const asks: string[] = [];
	return { ...opened, asks };
};

const json = { 'content-type': 'application/json; charset=utf-8' };

test('a stream of /api/chat tells what Ollama counted', async () => {
	const { send, sees, samples } = await answering(chatLines('tiny', ['a', 'b', 'c', 'd']), ndjson);
	await bytesOf(await send('/api/chat', asked()));
	await sees(`ollama_requests_total{${model},endpoint="chat",code="200"}`, 1);
	const all = await samples();
	const of = (name: string, labels = model) => all.get(`${name}{${labels}}`);
	expect(of('ollama_generated_tokens_total', `${model},source="reported"`)).toBe(4);
	expect(of('ollama_generated_tokens_total', `${model},source="estimated"`)).toBe(0);
	expect(of('ollama_prompt_tokens_total')).toBe(26);
	expect(of('ollama_eval_seconds_total')).toBe(0.5);
	expect(of('ollama_prompt_eval_seconds_total')).toBeCloseTo(0.342546);
	expect(of('ollama_stream_chunks_total')).toBe(4);
	expect(of('ollama_model_loads_total')).toBe(0);
	expect(of('ollama_requests_in_flight')).toBe(0);
	expect(of('ollama_time_per_output_token_seconds_sum')).toBe(0.125);
	for (const name of ['request_duration', 'time_to_first_token', 'load_duration'])
		expect(of(`ollama_${name}_seconds_count`), name).toBe(1);
});

// Rules, dashboards and what was recorded are cut by these.
test.each([
	['request_duration', [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1800]],
	['time_to_first_token', [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300]],
	['time_per_output_token', [0.002, 0.004, 0.006, 0.01, 0.015, 0.025, 0.04, 0.06, 0.1, 0.15, 0.25, 0.5, 1, 2]],
	['load_duration', [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 20, 40, 80, 160, 300]],
])('the buckets of %s', async (name, bounds) => {
	const { send, sees, samples } = await answering(chatLines('tiny', ['a', 'b']), ndjson);
	await bytesOf(await send('/api/chat', asked()));
	await sees(`ollama_${name}_seconds_count{${model}}`, 1);
	const found = [...(await samples()).keys()].map(
		sample => new RegExp(`^ollama_${name}_seconds_bucket\\{le="(.+)",${model}\\}$`).exec(sample)?.[1],
	);
	expect(found.filter(le => le !== undefined)).toEqual([...bounds.map(String), '+Inf']);
});

test.each([{ error: 'none' }, { done: true }])(
	'a call of a tool with the argument %o is a piece as any other',
	async args => {
		const call = { role: 'assistant', content: '', tool_calls: [{ function: { name: 'report', arguments: args } }] };
		const first = `${JSON.stringify({ model: 'tiny', message: call, done: false })}\n`;
		const { send, sees, samples } = await answering([first, ...chatLines('tiny', ['a'])], ndjson);
		await bytesOf(await send('/api/chat', asked()));
		await sees(`ollama_stream_chunks_total{${model}}`, 2);
		await sees(`ollama_time_to_first_token_seconds_count{${model}}`, 1);
		expect((await samples()).get(`ollama_request_errors_total{${model},reason="stream_error"}`)).toBe(0);
	},
);

test('a wait for a model that is not in memory is a load; for one that is, it is not', async () => {
	const last = { load_duration: 3_000_000_000 };
	const cold = await answering(chatLines('tiny', ['a'], last), ndjson);
	await bytesOf(await cold.send('/api/chat', asked()));
	await cold.sees(`ollama_model_loads_total{${model}}`, 1);
	const warm = await answering(chatLines('loaded:7b', ['a'], last), ndjson);
	await bytesOf(await warm.send('/api/chat', asked({ model: 'loaded:7b' })));
	await warm.sees('ollama_load_duration_seconds_sum{model="loaded:7b"}', 3);
	expect((await warm.samples()).get('ollama_model_loads_total{model="loaded:7b"}')).toBe(0);
});

test('an answer that only loads a model is no answer to wait for', async () => {
	const { send, sees, samples } = await answering(
		{ model: 'tiny', response: '', done: true, done_reason: 'load' },
		json,
	);
	await bytesOf(await send('/api/generate', '{"model":"tiny"}'));
	await sees(`ollama_requests_total{${model},endpoint="generate",code="200"}`, 1);
	expect((await samples()).get(`ollama_request_duration_seconds_count{${model}}`)).toBe(0);
});

test.each([
	['generate', '/api/generate', { model: 'tiny', response: 'hi', done: true, prompt_eval_count: 5, eval_count: 7 }],
	['embed', '/api/embed', { model: 'tiny', embeddings: [[0.1]], total_duration: 14_143_917, prompt_eval_count: 5 }],
	[
		'v1_chat',
		'/v1/chat/completions',
		{ model: 'tiny', choices: [], usage: { prompt_tokens: 5, completion_tokens: 7 } },
	],
	['v1_embeddings', '/v1/embeddings', { model: 'tiny', data: [], usage: { prompt_tokens: 5, total_tokens: 5 } }],
	['v1_responses', '/v1/responses', { model: 'tiny', output: [], usage: { input_tokens: 5, output_tokens: 7 } }],
	['v1_messages', '/v1/messages', { model: 'tiny', content: [], usage: { input_tokens: 5, output_tokens: 7 } }],
])('%s in one piece', async (endpoint, path, body) => {
	const { send, sees, samples } = await answering(body, json);
	await bytesOf(await send(path, asked({ stream: false })));
	await sees(`ollama_requests_total{${model},endpoint="${endpoint}",code="200"}`, 1);
	await sees(`ollama_prompt_tokens_total{${model}}`, 5);
	const generated = (await samples()).get(`ollama_generated_tokens_total{${model},source="reported"}`);
	expect(generated).toBe(endpoint.includes('embed') ? 0 : 7);
});

test('a stream of /v1 without usage is counted by its pieces, and timed', async () => {
	const { send, sees, samples } = await answering(chatEvents('tiny', ['a', 'b', 'c']), events);
	await bytesOf(await send('/v1/chat/completions', asked({ stream: true })));
	await sees(`ollama_generated_tokens_total{${model},source="estimated"}`, 3);
	const all = await samples();
	expect(all.get(`ollama_stream_chunks_total{${model}}`)).toBe(3);
	expect(all.get(`ollama_time_to_first_token_seconds_count{${model}}`)).toBe(1);
	expect(all.get(`ollama_load_duration_seconds_count{${model}}`)).toBe(0);
});

test('a stream of /v1 with usage is counted by that', async () => {
	const usage = { prompt_tokens: 11, completion_tokens: 9, total_tokens: 20 };
	const { send, sees } = await answering(chatEvents('tiny', ['a', 'b'], usage), events);
	await bytesOf(await send('/v1/chat/completions', asked({ stream: true })));
	await sees(`ollama_generated_tokens_total{${model},source="reported"}`, 9);
	await sees(`ollama_prompt_tokens_total{${model}}`, 11);
});

test.each([
	[
		'/v1/responses',
		[
			'event: response.created\ndata: {"type":"response.created","response":{"model":"tiny","error":null,"usage":null}}\n\n',
			'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"a"}\n\n',
			'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"b"}\n\n',
			'event: response.output_text.done\ndata: {"type":"response.output_text.done","text":"ab"}\n\n',
			'event: response.completed\ndata: {"type":"response.completed","response":{"model":"tiny","error":null,"usage":{"input_tokens":3,"output_tokens":5}}}\n\n',
		],
	],
	[
		'/v1/messages',
		[
			'event: message_start\ndata: {"type":"message_start","message":{"model":"tiny","usage":{"input_tokens":3,"output_tokens":1}}}\n\n',
			'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}}\n\n',
			'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"b"}}\n\n',
			'event: message_delta\ndata: {"type":"message_delta","usage":{"output_tokens":5}}\n\n',
		],
	],
])('a stream of %s', async (path, parts) => {
	const { send, sees, samples } = await answering(parts, events);
	await bytesOf(await send(path, asked({ stream: true })));
	await sees(`ollama_generated_tokens_total{${model},source="reported"}`, 5);
	const all = await samples();
	expect(all.get(`ollama_prompt_tokens_total{${model}}`)).toBe(3);
	expect(all.get(`ollama_stream_chunks_total{${model}}`)).toBe(2);
	expect(all.get(`ollama_request_errors_total{${model},reason="stream_error"}`)).toBe(0);
});

test.each(['\n', '\r\n'])(
	'usage is asked for and kept back where that is wished, of lines that end in %j',
	async end => {
		const usage = { prompt_tokens: 11, completion_tokens: 2, total_tokens: 13 };
		const written = (parts: readonly string[]) => parts.map(part => part.replaceAll('\n', end));
		const whole = written(chatEvents('tiny', ['a', 'b'], usage));
		const { send, sees, asks } = await answering(whole, events, { injectsUsage: true });
		const got = await bytesOf(
			await send('/v1/chat/completions', asked({ stream: true, seed: 12345678901234567890n.toString() })),
		);
		expect(got.toString()).toBe(written(chatEvents('tiny', ['a', 'b'])).join(''));
		expect(JSON.parse(asks[0]!)).toMatchObject({
			model: 'tiny',
			stream: true,
			stream_options: { include_usage: true },
		});
		await sees(`ollama_generated_tokens_total{${model},source="reported"}`, 2);
	},
);

test('an answer whose length was told is shorter without the usage, and so said to be', async () => {
	const whole = chatEvents('tiny', ['a'], { prompt_tokens: 1, completion_tokens: 1 });
	const length = { 'content-length': String(whole.join('').length) };
	const { send } = await answering(whole, { ...events, ...length }, { injectsUsage: true });
	const answer = await send('/v1/chat/completions', asked({ stream: true }));
	expect((await bytesOf(answer)).toString()).toBe(chatEvents('tiny', ['a']).join(''));
});

test('what comes in place of a stream that was asked for its usage stays as it is', async () => {
	const refused = '{"error":{"message":"x","choices":[],"usage":{}}}\n\n{}';
	const headers = { ...json, 'content-length': String(refused.length) };
	const { send } = await answering([refused], headers, { injectsUsage: true });
	const answer = await send('/v1/chat/completions', asked({ stream: true }));
	expect(answer.headers['content-length']).toBe(String(refused.length));
	expect((await bytesOf(answer)).toString()).toBe(refused);
});

test.each([
	['asks itself', { stream: true, stream_options: { include_usage: true } }],
	['is not streamed', { stream: false }],
])('a request that %s stays as it is', async (_, more) => {
	const whole = chatEvents('tiny', ['a'], { prompt_tokens: 1, completion_tokens: 1 });
	const { send, asks } = await answering(whole, events, { injectsUsage: true });
	expect((await bytesOf(await send('/v1/chat/completions', asked(more)))).toString()).toBe(whole.join(''));
	expect(asks[0]).toBe(asked(more));
});

test.each([
	['one that it has, whatever it was asked for', 'gpt-4', 'tiny', 'tiny:latest'],
	['one of two that it has', 'loaded:7b', 'tiny', 'tiny:latest'],
	['one that it does not list, for one that it does', 'tiny', '/models/tiny.gguf', 'tiny:latest'],
	['one that it does not list, for another', 'gpt-4', '/models/tiny.gguf', 'other'],
])('the model is the one of the answer: %s', async (_, ask, answer, label) => {
	const { send, sees } = await answering(chatEvents(answer, ['a', 'b']), events);
	await bytesOf(await send('/v1/chat/completions', asked({ model: ask, stream: true })));
	await sees(`ollama_requests_total{model="${label}",endpoint="v1_chat",code="200"}`, 1);
	await sees(`ollama_stream_chunks_total{model="${label}"}`, 2);
	await sees(`ollama_time_to_first_token_seconds_count{model="${label}"}`, 1);
});

test('names that Ollama does not have share one label, and so do those beyond the fiftieth', async () => {
	const { fake, send, sees, samples } = await answering(chatLines('x', ['a']), ndjson);
	for (let index = 0; index < 5; index++) await bytesOf(await send('/api/chat', asked({ model: `made-up-${index}` })));
	await sees('ollama_requests_total{model="other",endpoint="chat",code="200"}', 5);
	fake.models = Array.from({ length: 60 }, (_, index) => `many-${index}:1b`);
	await new Promise(resolve => setTimeout(resolve, 1100));
	await sees('ollama_models_available', 60);
	for (let index = 0; index < 60; index++) await bytesOf(await send('/api/chat', asked({ model: `many-${index}:1b` })));
	const names = [...(await samples()).keys()].map(name => /requests_total\{model="([^"]*)"/.exec(name)?.[1]);
	expect(new Set(names.filter(name => name?.startsWith('many'))).size).toBeLessThanOrEqual(50);
	await sees('ollama_requests_total{model="other",endpoint="chat",code="200"}', 5 + 60 - 49);
});

test('huge lines are left out and counted; what follows them is read', async () => {
	const huge = `${JSON.stringify({ model: 'tiny', message: { content: 'x'.repeat(2 ** 21) }, done: false })}\n`;
	const { send, sees } = await answering([huge, ...chatLines('tiny', ['a', 'b'])], ndjson);
	await bytesOf(await send('/api/chat', asked()));
	await sees('ollama_exporter_tap_failures_total{reason="line_too_long"}', 1);
	await sees(`ollama_generated_tokens_total{${model},source="reported"}`, 2);
});

test('what asks no model is counted without a model and has no times', async () => {
	const { send, sees, samples } = await answering({}, json);
	await bytesOf(await send('/api/tags', undefined, { method: 'GET' }));
	await sees('ollama_requests_total{model="",endpoint="other",code="200"}', 1);
	expect([...(await samples()).entries()].filter(([name, value]) => name.includes('_count') && value > 0)).toEqual([]);
});

test('what Ollama has is told as it says it', async () => {
	const { samples } = await open();
	const all = await samples();
	expect(all.get('ollama_up')).toBe(1);
	expect(all.get('ollama_info{version="0.32.15"}')).toBe(1);
	expect(all.get('ollama_models_available')).toBe(2);
	expect(all.get('ollama_models_loaded')).toBe(1);
	expect(all.get('ollama_model_size_bytes{model="loaded:7b"}')).toBe(6_654_289_920);
	expect(all.get('ollama_model_vram_bytes{model="loaded:7b"}')).toBe(2_000_000_000);
	expect(all.get('ollama_model_context_length{model="loaded:7b"}')).toBe(4096);
	expect(all.get('ollama_model_expires_timestamp_seconds{model="loaded:7b"}')).toBe(
		Date.parse('2086-08-21T08:09:31.5Z') / 1000,
	);
});

test('where it only polls, nothing is said of what passes elsewhere', async () => {
	const { samples } = await open({ listen: undefined });
	const names = [...(await samples()).keys()];
	expect(names).toContain('ollama_up');
	expect(names.filter(name => /requests|tokens|chunks|seconds_/.test(name) && !name.includes('expires'))).toEqual([]);
});
