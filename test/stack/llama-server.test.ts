import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Exporter, startExporter } from '../../src/ollama-exporter/exporter.ts';
import { describeStack } from './describe-parts.ts';
import { type LlamaServer, startLlamaServer } from './llama-server.ts';
import { waitUntil } from './wait-until.ts';

const anywhere = { host: '127.0.0.1', port: 0 };
const tokens = 40;

const samplesAt = async (url: string): Promise<ReadonlyMap<string, number>> => {
	const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n').filter(line => /^[a-z]/.test(line));
	return new Map(lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]));
};

describeStack('the exporter in front of a real llama-server', () => {
	let folder: string;
	let server: LlamaServer;
	let exporter: Exporter | undefined;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'aixcl-llama-'));
		server = await startLlamaServer(folder);
	});
	afterEach(() => exporter?.close());
	afterAll(async () => {
		await server?.stop();
		await rm(folder, { recursive: true, force: true });
	});

	const open = async (injectsUsage = false) => {
		exporter = await startExporter({
			...{ upstream: new URL(server.url), listen: anywhere, metricsListen: anywhere, injectsUsage },
		});
		await samplesAt(`http://127.0.0.1:${exporter.metricsPort}`);
		return `http://127.0.0.1:${exporter.port}`;
	};
	const ask = async (url: string, more: object): Promise<string> => {
		const asked = {
			...{ model: 'tiny', max_tokens: tokens, ignore_eos: true, temperature: 0, cache_prompt: false },
			messages: [{ role: 'user', content: 'word1 word2' }],
		};
		const answer = await fetch(`${url}/v1/chat/completions`, {
			method: 'POST',
			body: JSON.stringify({ ...asked, ...more }),
		});
		return answer.text();
	};
	const contentOf = (events: string): string =>
		events
			.split('\n\n')
			.filter(event => event.startsWith('data: {'))
			.map(event => JSON.parse(event.slice(6)).choices[0]?.delta.content ?? '')
			.join('');
	const counted = () => samplesAt(`http://127.0.0.1:${exporter!.metricsPort}`);
	const sees = (sample: string, value: number) =>
		waitUntil(async () => (await counted()).get(sample) === value, { what: `${sample} to be ${value}`, seconds: 10 });

	it('passes its stream, and counts each of its tokens as it comes', async () => {
		const url = await open();
		const through = await ask(url, { stream: true });
		expect(contentOf(through)).toBe(contentOf(await ask(server.url, { stream: true })));
		expect(contentOf(through).trim().split(' ')).toHaveLength(tokens);
		await sees('ollama_generated_tokens_total{model="tiny",source="estimated"}', tokens);
		await sees('ollama_stream_chunks_total{model="tiny"}', tokens);
		await sees('ollama_time_to_first_token_seconds_count{model="tiny"}', 1);
		await sees('ollama_up', 1);
	});

	it('has the usage that it reports, and its own count of tokens', async () => {
		const url = await open();
		const before = (await samplesAt(server.url)).get('llamacpp:tokens_predicted_total') ?? 0;
		const { usage } = JSON.parse(await ask(url, { stream: false }));
		expect(usage.completion_tokens).toBe(tokens);
		await sees('ollama_generated_tokens_total{model="tiny",source="reported"}', tokens);
		await sees('ollama_prompt_tokens_total{model="tiny"}', usage.prompt_tokens);
		await waitUntil(
			async () => ((await samplesAt(server.url)).get('llamacpp:tokens_predicted_total') ?? 0) - before === tokens,
			{ what: 'llama-server to count as many', seconds: 10 },
		);
	});

	it('asks for usage where that is wished, and the client sees the same stream', async () => {
		const url = await open(true);
		const through = await ask(url, { stream: true });
		expect(through).not.toContain('"choices":[]');
		expect(contentOf(through)).toBe(contentOf(await ask(server.url, { stream: true })));
		await sees('ollama_generated_tokens_total{model="tiny",source="reported"}', tokens);
		await sees('ollama_generated_tokens_total{model="tiny",source="estimated"}', 0);
	});
});
