import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MetricId } from '../../../src/metrics/catalogue/catalogue.ts';
import type { Snapshot } from '../../../src/metrics/snapshot.ts';
import { startExporter } from '../../../src/ollama-exporter/exporter.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import { createCleanup } from '../cleanup.ts';
import { describeParts } from '../describe-parts.ts';
import { startLlamaServer } from '../llama-server.ts';
import { jobFor } from '../prometheus-config.ts';
import { startRuledPrometheus } from '../ruled-prometheus.ts';
import { makeScratch, removeScratch } from '../scratch.ts';
import { waitUntil } from '../wait-until.ts';

const { signal } = new AbortController();
const anywhere = { host: '127.0.0.1', port: 0 };
const tokens = 20;

describeParts('a real llama-server, through the exporter and a real Prometheus', parts => {
	const cleanup = createCleanup();
	let ask = async (): Promise<unknown> => undefined;
	let read = async (): Promise<Snapshot> => Promise.reject(new Error('not started'));
	beforeAll(async () => {
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		const server = await startLlamaServer(folder);
		cleanup.add(server.stop);
		const exporter = await startExporter({
			...{ upstream: new URL(server.url), listen: anywhere, metricsListen: anywhere, injectsUsage: false },
		});
		cleanup.add(() => exporter.close());
		const url = await startRuledPrometheus(
			parts,
			folder,
			cleanup,
			[jobFor('ollama', `127.0.0.1:${exporter.metricsPort}`)],
			[jobFor('llama', new URL(server.url).host)],
		);
		const source = createPrometheusSource({ url, thisHostName: 'vm' });
		cleanup.add(async () => source.close());
		read = () => source.read(signal);
		ask = async () => {
			const answer = await fetch(`http://127.0.0.1:${exporter.port}/v1/chat/completions`, {
				method: 'POST',
				body: JSON.stringify({
					...{ model: 'tiny', stream: true, max_tokens: tokens, ignore_eos: true, cache_prompt: false },
					messages: [{ role: 'user', content: 'word1 word2' }],
				}),
			});
			return answer.text();
		};
	});
	afterAll(cleanup.run);

	it('answers as fast on the screen as it says itself', async () => {
		const valuesOf = ({ readings }: Snapshot, id: MetricId, job: string) =>
			(readings[id] ?? []).filter(({ labels }) => labels.job === job).map(({ value }) => value);
		await ask();
		const snapshot = await waitUntil(
			async () => {
				for (let count = 0; count < 5; count++) await ask();
				const now = await read();
				const isWhole =
					valuesOf(now, 'llm.request_duration_seconds', 'ollama').length >= 2 &&
					valuesOf(now, 'llm.decode_tokens_per_second', 'ollama').length > 0 &&
					valuesOf(now, 'llm.decode_tokens_per_second', 'llama').length > 0;
				return isWhole && now;
			},
			{ what: 'rates and percentiles', seconds: 60 },
		);
		expect(snapshot.readings['llm.up']?.map(({ value }) => value)).toContain(1);
		const [ours] = valuesOf(snapshot, 'llm.decode_tokens_per_second', 'ollama');
		const [its] = valuesOf(snapshot, 'llm.decode_tokens_per_second', 'llama');
		// It stops its clock before the last token is on its way, and we look at both a scrape apart.
		expect(Math.abs(ours! / its! - 1)).toBeLessThan(0.4);
		const [first] = valuesOf(snapshot, 'llm.time_to_first_token_seconds', 'ollama');
		const [half, most] = valuesOf(snapshot, 'llm.request_duration_seconds', 'ollama');
		expect(first).toBeLessThanOrEqual(most!);
		expect(half).toBeLessThanOrEqual(most!);
	});
});
