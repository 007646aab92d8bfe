import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { Snapshot } from '../../src/metrics/snapshot.ts';
import { startExporter } from '../../src/ollama-exporter/exporter.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { answerYes } from './answer-yes.ts';
import { createCleanup } from './cleanup.ts';
import { askDashboards } from './dashboard-answers.ts';
import { type OllamaServer, startOllama } from './ollama-server.ts';
import { findParts } from './parts.ts';
import { jobFor } from './prometheus-config.ts';
import { describeRig } from './require-rig.ts';
import { startRuledPrometheus } from './ruled-prometheus.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { closeTops, openTop } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();
const anywhere = { host: '127.0.0.1', port: 0 };
const tokens = 30;

type Loaded = { readonly size: number; readonly size_vram: number; readonly context_length: number };
type Final = { readonly eval_count: number; readonly eval_duration: number };

describeRig('a real Ollama, through the exporter and a real Prometheus', rig => {
	const cleanup = createCleanup();
	const finals: Final[] = [];
	let ollama: OllamaServer;
	let address = '';
	let url = '';
	let last: Snapshot | undefined;

	const ask = async () => {
		const body = { model: 'tiny', prompt: 'word1 word2', stream: true, options: { num_predict: tokens } };
		const answer = await fetch(`${address}/api/generate`, { method: 'POST', body: JSON.stringify(body) });
		finals.push(JSON.parse((await answer.text()).trim().split('\n').at(-1)!));
	};
	const told = (id: MetricId, quantile?: string) =>
		last?.readings[id]?.find(({ labels }) => labels.quantile === quantile)?.value;

	beforeAll(async () => {
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		ollama = await startOllama(folder);
		cleanup.add(ollama.stop);
		await ollama.addModel('tiny');
		const exporter = await startExporter({
			...{ upstream: new URL(ollama.url), listen: anywhere, metricsListen: anywhere, injectsUsage: false },
		});
		cleanup.add(() => exporter.close());
		address = `http://127.0.0.1:${exporter.port}`;
		url = await startRuledPrometheus(findParts().parts!, folder, cleanup, [
			jobFor('ollama', `127.0.0.1:${exporter.metricsPort}`),
		]);
	});
	afterEach(closeTops);
	afterAll(cleanup.run);

	it('has on the screen\u2019s source what Ollama says of itself', async () => {
		const source = createPrometheusSource({ url, thisHostName: 'vm' });
		cleanup.add(async () => source.close());
		await waitUntil(
			async () => {
				for (let count = 0; count < 3; count++) await ask();
				last = await source.read(signal);
				const requests = told('llm.request_duration.samples') ?? 0;
				return last.via === 'recorded' && requests >= 40 && told('llm.decode_tokens_per_second');
			},
			{ what: 'forty requests', seconds: 100, why: () => JSON.stringify(last?.readings['llm.up']) },
		);
		const { models } = (await (await fetch(`${ollama.url}/api/ps`)).json()) as { readonly models: readonly Loaded[] };
		expect([told('llm.up'), told('llm.models_loaded')]).toEqual([1, 1]);
		expect(told('llm.model.size_bytes')).toBe(models[0]!.size);
		expect(told('llm.model.vram_bytes')).toBe(models[0]!.size_vram);
		expect(told('llm.model.context_length')).toBe(models[0]!.context_length);
		const mean = (of: (final: Final) => number) => finals.reduce((sum, each) => sum + of(each), 0) / finals.length;
		const speed = 1 / mean(({ eval_count, eval_duration }) => eval_duration / 1e9 / eval_count);
		// What Prometheus saw begins and ends a scrape apart from what was asked.
		expect(Math.abs(told('llm.decode_tokens_per_second')! / speed - 1)).toBeLessThan(0.3);
		const [half, most] = [told('llm.request_duration_seconds', '0.5')!, told('llm.request_duration_seconds', '0.95')!];
		expect(half).toBeLessThanOrEqual(most);
		expect(told('llm.time_to_first_token_seconds', '0.5')).toBeLessThanOrEqual(most);
		const inFlight = async () => {
			last = await source.read(signal);
			return told('llm.requests_in_flight');
		};
		await waitUntil(async () => (await inFlight()) === 0, { what: 'nothing to be under way' });
	});

	it('answers on the dashboard', async () => {
		const answers = await askDashboards(url, uid => uid === 'llm');
		expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
		const filled = answers.filter(({ series }) => series.length > 0).map(({ name }) => name);
		expect(filled).toEqual(
			expect.arrayContaining([expect.stringMatching(/Tokens/), expect.stringMatching(/First token/)]),
		);
	});

	it('is shown, and its model unloaded, from the screen', async () => {
		await ask();
		const top = await openTop({
			env: { DOCKER_HOST: rig.dockerHost, AIXCL_PROMETHEUS_URL: url, AIXCL_OLLAMA_URL: address },
		});
		await top.see('the model', ({ text }) => /tiny:latest .* CPU /.test(text));
		top.press('9');
		await top.see('the pointer', ({ text }) => text.includes('› tiny:latest'));
		top.press('.');
		await top.see('what can be done', ({ text }) => text.includes('unload: give its memory back'));
		top.press('u');
		await top.see('the question', ({ text }) => text.includes('Unload tiny:latest?'));
		await answerYes(top, 'Unload tiny:latest?');
		await top.see('that it is done', ({ footer }) => footer.includes('tiny:latest unloaded in'));
		const loaded = async () => ((await (await fetch(`${ollama.url}/api/ps`)).json()) as { models: unknown[] }).models;
		await waitUntil(async () => (await loaded()).length === 0, { what: 'its memory to be given back' });
		await top.see('that it is', ({ text }) => /tiny:latest .* unloaded/.test(text));
	});

	it('is told without a Prometheus, too', async () => {
		await ask();
		const top = await openTop({
			args: ['--source', 'local'],
			env: { DOCKER_HOST: rig.dockerHost, AIXCL_OLLAMA_URL: ollama.url },
		});
		await top.see('the model', ({ text }) => /tiny:latest .* CPU /.test(text));
	});
});
