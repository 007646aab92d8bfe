import { expect, it } from 'vitest';
import type { Labels, Reading, Readings } from '../../../src/metrics/snapshot.ts';
import { clean } from '../../../src/text/clean.ts';
import { gpuFinder } from '../../../src/ui/llm/place.ts';
import { modelRows } from '../../../src/ui/llm/rows.ts';
import { modelsMenu } from '../../../src/ui/menus/models.ts';
import { unpaint } from '../../../src/ui/paint.ts';
import { llmPanel } from '../../../src/ui/panels/llm.ts';
import { llmReadings, llmView, withModels } from '../../support/made-llm.ts';
import { madeModel, moment } from '../../support/made-model.ts';

const read = (instance: string, value: number, model?: string): Reading => {
	const labels = { job: instance, instance, ...(model === undefined ? {} : { model }) };
	const cleaned = Object.entries(labels).map(([name, text]) => [name, clean(text)]);
	return { value, at: moment, labels: Object.fromEntries(cleaned) as Labels };
};

const withMore = (id: keyof Readings, reading: Reading): Readings => ({ [id]: [...(llmReadings[id] ?? []), reading] });

/** Beside the made Ollama, which has models in memory: servers that have one model each, and do not tell where. */
const beside = (server: string, model?: string): Readings => ({
	...llmReadings,
	...withMore('llm.up', read(server, 1)),
	...withMore('llm.models_loaded', read(server, 1)),
	...withMore('llm.requests_in_flight', read(server, 3, model)),
});

const itemsOf = (readings: Readings, name: string, ollama = llmView.ollama) => {
	const model = madeModel({ columns: 120, rows: 40 }, { ...withModels(readings), llm: { ...llmView, ollama } });
	const row = modelRows(readings).find(each => each.name === name)!;
	const targets = [{ id: row.key, name: clean(row.name) }];
	return modelsMenu.items(model, { kind: 'menu', menu: 'models', targets, index: 0 }).map(({ label }) => label);
};

it.each([
	['vLLM', 'vllm:8000', 'qwen3'],
	['SGLang', 'sglang:30000', 'qwen3'],
	['llama.cpp, which does not name it,', 'llama:8080', undefined],
])('a model of %s has it loaded while it answers, whatever an Ollama beside it has', (_, server, name) => {
	const readings = beside(server, name);
	const [first] = modelRows(readings);
	expect(first).toMatchObject({ name: name ?? server, isLoaded: true, inFlight: 3 });
	const model = madeModel({ columns: 120, rows: 40 }, withModels(readings));
	const shown = llmPanel.draw(model, 120, 12).map(unpaint).join('\n');
	expect(shown).toMatch(new RegExp(`${name ?? server} .* – +– +– +– +– +3 `));
	// The Ollama that unloads and keeps models is not the server of this one.
	expect(itemsOf(readings, name ?? server)).toEqual(['copy its name']);
	expect(itemsOf(readings, 'llama3:8b')[0]).toBe('unload: give its memory back');
	expect(itemsOf(readings, 'nomic-embed-text')[0]).toBe('load it, and keep it warm');
});

it('a model that was asked is not loaded where an Ollama beside another has none, or does not answer', () => {
	const asked = withMore('llm.request_duration.samples', read('second:9778', 12, 'phi'));
	const phi = (more: Readings) => modelRows({ ...llmReadings, ...asked, ...more }).find(({ name }) => name === 'phi');
	const unloaded = { isLoaded: false, isOllama: true };
	expect(phi(withMore('llm.models_loaded', read('second:9778', 0)))).toMatchObject(unloaded);
	expect(phi(withMore('llm.up', read('second:9778', 0)))).toMatchObject(unloaded);
});

it('of several Ollamas only the one that is asked unloads and keeps, where its address tells which that is', () => {
	const readings = { ...llmReadings, ...withMore('llm.model.size_bytes', read('second:9778', 5e9, 'phi')) };
	expect(itemsOf(readings, 'phi', 'http://second:11434')).toContain('unload: give its memory back');
	expect(itemsOf(readings, 'llama3:8b', 'http://second:11434')).toEqual(['copy its name']);
	// The address of this machine is nobody's name: the question says who is asked.
	for (const name of ['phi', 'llama3:8b']) expect(itemsOf(readings, name)).toContain('unload: give its memory back');
});

// As the alert has it.
it.each([
	['ollama-exporter:9778', 'gpu-exporter:9835', ['node-exporter:9100'], true],
	['ollama-exporter:9778', 'node-exporter:9100', ['node-exporter:9100'], true],
	['ollama-exporter:9778', 'gpu-exporter:9835', ['node-exporter:9100', 'elsewhere:9100'], true],
	['a:9778', 'a:9400', ['a:9100', 'b:9100'], true],
	['localhost:9778', 'box:9400', [], true],
	['b:9778', 'a:9400', ['a:9100', 'b:9100'], false],
	['b:9778', 'gpu-exporter:9835', ['node-exporter:9100', 'b:9100'], false],
	['b:9778', 'a:9400', [], false],
] as const)('a model of %s and the GPU of %s on %j are of one machine: %s', (server, gpu, machines, isOne) => {
	const find = gpuFinder({
		readings: { 'gpu.info': [read(gpu, 1)], 'llm.up': [read(server, 1), read('a:9778', 1)] },
		hosts: machines.map(instance => ({ instance: clean(instance), name: undefined })),
	});
	expect(find({ instance: server })).toBe(isOne);
});

it('something in the memory of a GPU says that its machine has one, and not that another has', () => {
	const readings = { 'llm.model.vram_bytes': [read('a:9778', 4e9, 'phi'), read('b:9778', 0, 'phi')] };
	const find = gpuFinder({ readings, hosts: [] });
	expect([find({ instance: 'a:9778' }), find({ instance: 'b:9778' })]).toEqual([true, false]);
});
