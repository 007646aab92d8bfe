import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { detailIdsOf, type MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { Readings, Snapshot } from '../../src/metrics/snapshot.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { startFakeOllama } from '../support/fake-ollama-api.ts';
import { answerYes } from './answer-yes.ts';
import { createCleanup } from './cleanup.ts';
import { askDashboards } from './dashboard-answers.ts';
import { startMaskingProxy } from './masking-proxy.ts';
import { busyModel, idleModel, startModelServer, truth } from './model-server.ts';
import { findParts } from './parts.ts';
import { jobFor } from './prometheus-config.ts';
import { describeRig } from './require-rig.ts';
import { startRuledPrometheus } from './ruled-prometheus.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { namingFaults } from './series-names.ts';
import { closeTops, openTop } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';
import { startWebuiHealth } from './webui-health.ts';

const { signal } = new AbortController();

/** What the made server cannot have, by the name of the query. */
const absent = [/: Waiting/, /: Requests in flight and waiting B/, /: annotation/];

const readingOf = (readings: Readings, id: MetricId, labels: Readonly<Record<string, string>> = {}) =>
	readings[id]?.find(each => Object.entries(labels).every(([name, value]) => each.labels[name] === value))?.value;

const middle = ([low, high]: readonly [number, number], share: number): number => low + (high - low) * share;

describeRig('model servers in a real Prometheus', rig => {
	const cleanup = createCleanup();
	let url = '';
	beforeAll(async () => {
		const { parts } = findParts();
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		const server = await startModelServer();
		cleanup.add(server.stop);
		url = await startRuledPrometheus(parts!, folder, cleanup, [jobFor('ollama', server.target)]);
	});
	afterAll(cleanup.run);
	afterEach(closeTops);

	const ready = async (at: string): Promise<Snapshot> => {
		const source = createPrometheusSource({ url: at, thisHostName: 'vm' });
		try {
			return await waitUntil(
				async () => {
					const snapshot = await source.read(signal);
					const isWhole =
						readingOf(snapshot.readings, 'llm.generated_tokens_per_second') !== undefined &&
						readingOf(snapshot.readings, 'llm.request_duration_seconds', { quantile: '0.99' }) !== undefined;
					return isWhole && snapshot;
				},
				{ what: 'rates and percentiles', seconds: 100 },
			);
		} finally {
			source.close();
		}
	};

	it('are what they were made to be, by recorded series and by the exporter\u2019s own', async () => {
		await using proxy = await startMaskingProxy(url, () => true);
		const [recorded, raw] = [await ready(url), await ready(proxy.url)];
		expect([recorded.via, raw.via]).toEqual(['recorded', 'raw']);
		for (const { readings } of [recorded, raw]) {
			const busy = { model: busyModel };
			const value = (id: MetricId, labels: Readonly<Record<string, string>> = {}) => readingOf(readings, id, labels);
			expect(value('llm.up')).toBe(1);
			expect(value('llm.models_loaded')).toBe(2);
			expect(value('llm.model.size_bytes', busy)).toBe(truth.size);
			expect(value('llm.model.vram_bytes', busy)).toBe(truth.size);
			expect(value('llm.model.vram_bytes', { model: idleModel })).toBe(0);
			expect(value('llm.model.context_length', busy)).toBe(8192);
			expect(value('llm.requests_in_flight', busy)).toBe(3);
			// The samples lie where the scrapes happened to be, whole numbers besides.
			const near = (id: MetricId, expected: number, labels: Readonly<Record<string, string>> = busy) =>
				expect(Math.abs(value(id, labels)! / expected - 1), `${id} ${value(id, labels)}`).toBeLessThan(0.03);
			near('llm.generated_tokens_per_second', truth.tokensPerSecond);
			near('llm.stream_chunks_per_second', truth.chunksPerSecond);
			near('llm.decode_tokens_per_second', 1 / truth.secondsPerToken);
			for (const [quantile, share] of [
				['0.5', 0.5],
				['0.95', 0.95],
				['0.99', 0.99],
			] as const) {
				near('llm.time_to_first_token_seconds', middle(truth.firstToken, share), { ...busy, quantile });
				near('llm.request_duration_seconds', middle(truth.request, share), { ...busy, quantile });
			}
			const samples = value('llm.request_duration.samples', busy)!;
			expect(samples).toBeGreaterThanOrEqual(100);
			near('llm.time_to_first_token.samples', samples);
			const errors = value('llm.errors', { reason: 'busy' })!;
			expect(Math.abs(errors / (samples * (truth.errorsPerSecond / truth.requestsPerSecond)) - 1)).toBeLessThan(0.1);
			expect(value('llm.errors', { reason: 'stream_error' })).toBe(0);
		}
	});

	it('tell on the full screen what is asked for only there', async () => {
		const source = createPrometheusSource({ url, thisHostName: 'vm' });
		await ready(url);
		const found = await source.details(detailIdsOf.llm, signal);
		source.close();
		const near = (id: MetricId, expected: number) =>
			expect(Math.abs(readingOf(found, id)! / expected - 1), `${id} ${readingOf(found, id)}`).toBeLessThan(0.03);
		near('llm.path.first_token_seconds', 0.4);
		near('llm.path.load_seconds', 0.03);
		near('llm.path.tokens_per_second', 50);
		expect(readingOf(found, 'llm.load_seconds', { quantile: '0.5' })).toBeCloseTo(middle(truth.load, 0.5), 6);
		const [tokens, busy] = [readingOf(found, 'llm.tokens')!, readingOf(found, 'llm.busy_seconds')!];
		expect(Math.abs(tokens / busy / (truth.tokensPerSecond / (truth.evalSecondsPerSecond + 1)) - 1)).toBeLessThan(0.03);
		for (const id of ['llm.energy.gpu_joules', 'llm.cpu_seconds', 'llm.path.webui_seconds'] as const)
			expect(found[id], id).toBeUndefined();
	});

	it('have a dashboard with an answer in every panel that can have one', async () => {
		await ready(url);
		const answers = await askDashboards(url, uid => uid === 'llm');
		expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
		const empty = answers.filter(({ series }) => series.length === 0).map(({ name }) => name);
		expect(empty.filter(name => !absent.some(pattern => pattern.test(name)))).toEqual([]);
		expect(namingFaults(answers)).toEqual([]);
	});

	it('are shown, compared and unloaded from the screen', async () => {
		await using ollama = await startFakeOllama();
		await using webui = await startWebuiHealth();
		await ready(url);
		const env = { AIXCL_PROMETHEUS_URL: url, AIXCL_OLLAMA_URL: ollama.url, AIXCL_OPEN_WEBUI_URL: webui.url };
		const top = await openTop({ env: { DOCKER_HOST: rig.dockerHost, ...env } });
		await top.see('the models', ({ text }) => /llama3:8b .* GPU .*\n.*phi:latest .* CPU /.test(text));
		top.press('9');
		await top.see('the pointer', ({ text }) => text.includes('› llama3:8b'));
		top.press('f');
		await top.see('the way of a request', ({ text }) => /First token 4\d\d ms/.test(text));
		// No series tells of Open WebUI here: how it answers us stands in its place, without a norm.
		await top.see('how Open WebUI answers', ({ text }) => /WebUI [\d.]+ m?s \/health → Queue, load/.test(text));
		const failed = /errors in 1h queue full \d+ +loads of llama3:8b in 1h 0 +load and queue p50 30 ms/;
		await top.see('what failed, and how it loads', ({ text }) => failed.test(text));
		await top.see('the red sentence', ({ text }) => text.includes('phi:latest runs on the CPU'));
		top.press('m');
		await top.see(
			'the comparison',
			({ text }) => /LAST HOUR .*TOK\/S/.test(text) && /No sensor tells of energy/.test(text),
		);
		top.press('.');
		await top.see('what can be done', ({ text }) => text.includes('unload: give its memory back'));
		top.press('u');
		await top.see('the question', ({ text }) => text.includes('Unload llama3:8b?') && text.includes(ollama.url));
		expect(ollama.asked).toEqual([]);
		await answerYes(top, 'Unload llama3:8b?');
		await top.see('that it is done', ({ footer }) => footer.includes('llama3:8b unloaded in'));
		expect(ollama.asked.map(({ path, body }) => [path, body])).toEqual([
			['/api/ps', undefined],
			['/api/generate', { model: 'llama3:8b', keep_alive: 0, stream: false }],
		]);
	});

	it('offer nothing that changes them where aixcl is read-only', async () => {
		await using ollama = await startFakeOllama();
		const top = await openTop({
			args: ['--read-only'],
			env: { DOCKER_HOST: rig.dockerHost, AIXCL_PROMETHEUS_URL: url, AIXCL_OLLAMA_URL: ollama.url },
		});
		await top.see('the models', ({ text }) => text.includes('llama3:8b'));
		top.press('9');
		await top.see('the pointer', ({ text }) => text.includes('› llama3:8b'));
		top.press('.');
		const { text } = await top.see('the list', screen => screen.text.includes('copy its name') && screen);
		expect(text).not.toMatch(/unload:|keep warm/);
		expect(ollama.asked).toEqual([]);
	});
});
