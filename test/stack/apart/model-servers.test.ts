import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import { modelRows } from '../../../src/ui/llm/rows.ts';
import { createCleanup } from '../cleanup.ts';
import { describeParts } from '../describe-parts.ts';
import { addSamples, startOnData } from '../made-past.ts';
import type { MadeSeries } from '../made-series.ts';
import { makeScratch, removeScratch } from '../scratch.ts';

const minute = 60_000;
const end = Math.floor(Date.now() / minute - 60) * minute;

const gauge = (name: string, labels: Readonly<Record<string, string>>, value: number): MadeSeries => ({
	name,
	labels,
	value: () => value,
});

const ollama = { job: 'ollama', instance: 'ollama-exporter:9778' };
const vllm = { job: 'vllm', instance: 'vllm:8000', model_name: 'qwen3', engine: '0' };
const sglang = { job: 'sglang', instance: 'sglang:30000', model_name: 'gemma3' };
const llama = { job: 'llama', instance: 'llama:8080' };

const series = [
	gauge('ollama_up', ollama, 1),
	gauge('ollama_models_loaded', ollama, 1),
	gauge('ollama_model_size_bytes', { ...ollama, model: 'llama3:8b' }, 6e9),
	gauge('ollama_model_vram_bytes', { ...ollama, model: 'llama3:8b' }, 6e9),
	gauge('ollama_requests_in_flight', { ...ollama, model: 'llama3:8b' }, 0),
	gauge('ollama_requests_in_flight', { ...ollama, model: 'phi:latest' }, 1),
	gauge('vllm:num_requests_running', vllm, 3),
	gauge('sglang:num_running_reqs', sglang, 2),
	gauge('llamacpp:requests_processing', llama, 1),
];

describeParts('several model servers in one real Prometheus', parts => {
	const cleanup = createCleanup();
	let url = '';
	beforeAll(async () => {
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		await addSamples(parts, folder, { series, spans: [{ start: end - 10 * minute, end }], step: 15_000 });
		const { child, url: at } = await startOnData(parts, folder);
		cleanup.add(() => child.stop());
		url = at;
	});
	afterAll(cleanup.run);

	it('have loaded what they answer with, but for Ollama, which says what it has loaded', async () => {
		const source = createPrometheusSource({ url, thisHostName: 'box' });
		const { readings } = await source.read(new AbortController().signal, { at: end });
		source.close();
		expect(modelRows(readings).map(row => [row.name, row.isLoaded, row.isOllama, row.inFlight])).toEqual([
			['qwen3', true, false, 3],
			['gemma3', true, false, 2],
			['llama:8080', true, false, 1],
			['llama3:8b', true, true, 0],
			['phi:latest', false, true, 1],
		]);
	});
});
