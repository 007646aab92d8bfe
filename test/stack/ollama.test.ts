import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createOllama } from '../../src/llm/ollama.ts';
import { type Exporter, startExporter } from '../../src/ollama-exporter/exporter.ts';
import { describeStack } from './describe-parts.ts';
import { type OllamaServer, startOllama } from './ollama-server.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();
const anywhere = { host: '127.0.0.1', port: 0 };
const model = 'model="tiny:latest"';
const tokens = 12;
/** The same words each time, and as many. */
const settled = { num_predict: tokens, temperature: 0, seed: 1 };
const endless = { num_predict: -1 };

type Line = Readonly<Record<string, unknown>> & {
	readonly done?: boolean;
	readonly response?: string;
	readonly message?: { readonly content: string };
	readonly load_duration?: number;
	readonly prompt_eval_count?: number;
	readonly eval_count?: number;
	readonly eval_duration?: number;
	readonly error?: string;
};

/** What `/api/version` and `/api/ps` tell. */
type Told = {
	readonly version: string;
	readonly models: readonly { readonly size: number; readonly size_vram: number; readonly expires_at: string }[];
};

const linesOf = (text: string): readonly Line[] =>
	text
		.split('\n')
		.filter(Boolean)
		.map(line => JSON.parse(line));

const wordsOf = (lines: readonly Line[]): string =>
	lines.map(({ response, message }) => response ?? message?.content ?? '').join('');

const samplesAt = async (port: number): Promise<ReadonlyMap<string, number>> => {
	const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
	const lines = text.split('\n').filter(line => /^[a-z]/.test(line));
	return new Map(lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]));
};

describeStack('the exporter in front of a real Ollama', () => {
	let folder: string;
	let ollama: OllamaServer;
	let exporter: Exporter;
	let before: ReadonlyMap<string, number>;

	const startBefore = async (server: OllamaServer, injectsUsage = false) => {
		exporter = await startExporter({
			...{ upstream: new URL(server.url), listen: anywhere, metricsListen: anywhere, injectsUsage },
		});
		before = await samplesAt(exporter.metricsPort);
	};
	const through = () => `http://127.0.0.1:${exporter.port}`;
	const post = (url: string, path: string, body: object, abort?: AbortSignal) =>
		fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify({ model: 'tiny', ...body }), signal: abort ?? null });
	const ask = async (path: string, body: object) => (await post(through(), path, body)).text();
	const sample = async (name: string) => (await samplesAt(exporter.metricsPort)).get(name);
	const sees = (name: string, value: number) =>
		waitUntil(async () => (await sample(name)) === value, { what: `${name} to be ${value}`, seconds: 20 });

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'aixcl-ollama-'));
		ollama = await startOllama(folder);
		await ollama.addModel('tiny');
	});
	beforeEach(() => startBefore(ollama));
	afterEach(() => exporter.close());
	afterAll(async () => {
		await ollama?.stop();
		await rm(folder, { recursive: true, force: true });
	});

	it.each([
		['generate', { prompt: 'word1 word2', options: settled }],
		['chat', { messages: [{ role: 'user', content: 'word1 word2' }], options: settled }],
	])('passes a stream of /api/%s, and counts what Ollama counts', async (endpoint, body) => {
		const lines = linesOf(await ask(`/api/${endpoint}`, body));
		const direct = linesOf(await (await post(ollama.url, `/api/${endpoint}`, body)).text());
		expect(wordsOf(lines)).toBe(wordsOf(direct));
		const last = lines.at(-1)!;
		expect([last.done, last.eval_count]).toEqual([true, tokens]);
		await sees(`ollama_requests_total{${model},endpoint="${endpoint}",code="200"}`, 1);
		await sees(`ollama_generated_tokens_total{${model},source="reported"}`, tokens);
		expect(await sample(`ollama_generated_tokens_total{${model},source="estimated"}`)).toBe(0);
		expect(await sample(`ollama_prompt_tokens_total{${model}}`)).toBe(last.prompt_eval_count);
		expect(await sample(`ollama_eval_seconds_total{${model}}`)).toBeCloseTo(last.eval_duration! / 1e9, 9);
		expect(await sample(`ollama_load_duration_seconds_sum{${model}}`)).toBeCloseTo(last.load_duration! / 1e9, 9);
		expect(await sample(`ollama_stream_chunks_total{${model}}`)).toBe(lines.length - 1);
		expect(await sample(`ollama_time_to_first_token_seconds_count{${model}}`)).toBe(1);
		expect(await sample(`ollama_requests_in_flight{${model}}`)).toBe(0);
	});

	it('counts an answer in one piece, and an embedding', async () => {
		const whole: Line = JSON.parse(await ask('/api/generate', { prompt: 'word1', stream: false, options: settled }));
		await sees(`ollama_generated_tokens_total{${model},source="reported"}`, whole.eval_count!);
		const embedded: Line = JSON.parse(await ask('/api/embed', { input: 'word1 word2' }));
		await sees(`ollama_prompt_tokens_total{${model}}`, whole.prompt_eval_count! + embedded.prompt_eval_count!);
		await sees(`ollama_requests_total{${model},endpoint="embed",code="200"}`, 1);
	});

	it('tells what Ollama has and has loaded as /api/tags, /api/ps and /api/version say it', async () => {
		await ask('/api/generate', { prompt: 'word1', stream: false, options: settled });
		const asked = async (path: string) => (await (await fetch(`${through()}${path}`)).json()) as Told;
		const { version } = await asked('/api/version');
		const { models } = await asked('/api/ps');
		expect([models.length, (await asked('/api/tags')).models.length]).toEqual([1, 1]);
		await sees(`ollama_model_size_bytes{${model}}`, models[0]!.size);
		await sees(`ollama_model_expires_timestamp_seconds{${model}}`, Date.parse(models[0]!.expires_at) / 1000);
		expect(await sample(`ollama_model_vram_bytes{${model}}`)).toBe(models[0]!.size_vram);
		expect(await sample(`ollama_model_context_length{${model}}`)).toBe(512);
		expect(await sample('ollama_models_available')).toBe(1);
		expect(await sample('ollama_models_loaded')).toBe(1);
		expect(await sample(`ollama_info{version="${version}"}`)).toBe(1);
		expect(before.get('ollama_up')).toBe(1);
	});

	it('counts /v1 by its pieces, or by the usage that it asks for and keeps back', async () => {
		const body = { stream: true, max_tokens: tokens, temperature: 0, messages: [{ role: 'user', content: 'word1' }] };
		const pieces = (text: string) => text.match(/"content":"[^"]+"/g);
		const passive = await ask('/v1/chat/completions', body);
		expect(pieces(passive)).toHaveLength(tokens);
		await sees(`ollama_generated_tokens_total{${model},source="estimated"}`, tokens);
		exporter.close();
		await startBefore(ollama, true);
		const asking = await ask('/v1/chat/completions', body);
		expect(pieces(asking)).toEqual(pieces(passive));
		expect(asking).not.toMatch(/"usage"|"choices":\[\]/);
		await sees(`ollama_generated_tokens_total{${model},source="reported"}`, tokens);
	});

	it('passes Ollama\u2019s own words for what it refuses, and counts them', async () => {
		const unknown = await post(through(), '/api/generate', { model: 'nobody', prompt: 'x' });
		expect([unknown.status, await unknown.json()]).toEqual([404, { error: "model 'nobody' not found" }]);
		const broken = await fetch(`${through()}/api/chat`, { method: 'POST', body: '{"model":' });
		expect([broken.status, Object.keys((await broken.json()) as object)]).toEqual([400, ['error']]);
		const refused = async () =>
			[...(await samplesAt(exporter.metricsPort))]
				.filter(([name]) => /errors_total.*http_4xx/.test(name))
				.reduce((sum, [, value]) => sum + value, 0);
		await waitUntil(async () => (await refused()) === 2, { what: 'both to be counted' });
	});

	it('lets Ollama stop when a client leaves: the next request does not wait', async () => {
		const leaving = new AbortController();
		const answer = await post(through(), '/api/generate', { prompt: 'word1', options: endless }, leaving.signal);
		await answer.body!.getReader().read();
		await sees(`ollama_requests_in_flight{${model}}`, 1);
		leaving.abort();
		await sees(`ollama_request_errors_total{${model},reason="client_abort"}`, 1);
		// It answers one at a time, and the first would never end.
		expect(linesOf(await ask('/api/generate', { prompt: 'word1', options: settled })).at(-1)?.done).toBe(true);
	});

	it('passes and counts the error in the middle of a stream whose runner dies', async () => {
		const answer = await post(through(), '/api/generate', { prompt: 'word1', options: endless });
		const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
		let text = (await reader.read()).value ?? '';
		for (const pid of await ollama.runners()) process.kill(pid, 'SIGKILL');
		for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
		const last = linesOf(text).at(-1)!;
		expect([answer.status, last.done]).toEqual([200, undefined]);
		expect(last.error).toMatch(/\w/);
		await sees(`ollama_request_errors_total{${model},reason="stream_error"}`, 1);
	});

	it('unloads a model and keeps one by the actions of the screen', async () => {
		const client = createOllama({ url: through(), isReadOnly: false });
		await client.act('keep warm', 'tiny:latest', signal);
		const [kept] = await client.loaded(signal);
		expect(kept).toMatchObject({ name: 'tiny:latest', vram: 0, context: 512 });
		expect(kept!.expiresAt! - Date.now()).toBeGreaterThan(100 * 365 * 86_400_000);
		await client.act('unload', 'tiny:latest', signal);
		await waitUntil(async () => (await client.loaded(signal)).length === 0, { what: 'it to be gone' });
		await sees('ollama_models_loaded', 0);
		expect(await sample(`ollama_model_size_bytes{${model}}`)).toBeUndefined();
		// To load and to unload is no answer that somebody waited for.
		expect(await sample(`ollama_request_duration_seconds_count{${model}}`)).toBe(0);
		await expect(client.act('unload', 'nobody', signal)).rejects.toThrow('Ollama has no model nobody');
	});

	it('counts as busy what is turned away because the queue is full', async () => {
		const full = await startOllama(folder, { OLLAMA_MAX_QUEUE: '1', OLLAMA_MAX_LOADED_MODELS: '1' });
		const leaving = new AbortController();
		try {
			for (const name of ['tiny', 'other']) await full.addModel(name);
			exporter.close();
			await startBefore(full);
			const long = await post(through(), '/api/generate', { prompt: 'word1', options: endless }, leaving.signal);
			await long.body!.getReader().read();
			// The second model has to wait for the first, one may wait behind it, and the others find no room.
			const crowd = Array.from({ length: 6 }, () =>
				post(through(), '/api/generate', { model: 'other', prompt: 'word1', options: settled }, leaving.signal),
			);
			const { status, error } = await Promise.any(
				crowd.map(async asked => {
					const answer = await asked;
					if (answer.status !== 503) throw new Error('it was let in');
					return { status: answer.status, error: ((await answer.json()) as { error: string }).error };
				}),
			);
			expect([status, error]).toEqual([503, 'server busy, please try again.  maximum pending requests exceeded']);
			const client = createOllama({ url: through(), isReadOnly: false });
			await expect(client.act('keep warm', 'other', signal)).rejects.toThrow('no room for more requests (503)');
			await waitUntil(
				async () => ((await sample('ollama_request_errors_total{model="other:latest",reason="busy"}')) ?? 0) >= 4,
				{ what: 'all of them to be counted' },
			);
			leaving.abort();
			await Promise.allSettled(crowd);
		} finally {
			leaving.abort();
			await full.stop();
		}
	});

	it('says that an Ollama which ended is down, and that one is up again at its address', async () => {
		const gone = await startOllama(folder);
		exporter.close();
		await startBefore(gone);
		expect(before.get('ollama_up')).toBe(1);
		await gone.stop();
		const answer = await post(through(), '/api/generate', { prompt: 'x' });
		expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([502, ['error']]);
		await sees('ollama_up', 0);
		const again = await startOllama(folder, { OLLAMA_HOST: new URL(gone.url).host });
		await sees('ollama_up', 1);
		await again.stop();
	});
});
