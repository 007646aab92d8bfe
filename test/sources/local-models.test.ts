import { expect, it } from 'vitest';
import { createOllama } from '../../src/llm/ollama.ts';
import { createModelSampler } from '../../src/sources/local-models.ts';
import { startFakeOllama } from '../support/fake-ollama-api.ts';

const ready = async () => {
	const fake = await startFakeOllama();
	let time = 0;
	const sampler = createModelSampler(createOllama({ url: fake.url, isReadOnly: true, deadline: 300 }), () => time);
	const value = async (id: string, model?: string) =>
		(await sampler.read(5000)).find(each => each.id === id && each.labels.model === model)?.value;
	const pass = (ms: number) => {
		time += ms;
	};
	return { fake, sampler, value, pass };
};

it('knows what is loaded at once, and what is not known it does not tell', async () => {
	const { fake, sampler, value } = await ready();
	await using _ = fake;
	expect(await value('llm.up')).toBe(1);
	expect(await value('llm.models_loaded')).toBe(2);
	expect(await value('llm.model.vram_bytes', 'phi:latest')).toBe(0);
	expect(await value('llm.model.expires_timestamp_seconds', 'llama3:8b')).toBe(
		Date.parse('2026-11-26T12:05:00Z') / 1000,
	);
	const ids = new Set((await sampler.read(0)).map(({ id }) => id));
	expect([...ids].filter(id => /first_token|tokens|in_flight/.test(id))).toEqual([]);
	expect(fake.asked).toHaveLength(1);
});

it('asks every five seconds, and makes nobody wait for an Ollama that hangs or says that it is down', async () => {
	const { fake, value, pass } = await ready();
	await using _ = fake;
	await value('llm.up');
	fake.answer(() => undefined);
	pass(4999);
	expect(await value('llm.up')).toBe(1);
	expect(fake.asked).toHaveLength(1);
	pass(1);
	expect(await value('llm.up')).toBe(1);
	await expect.poll(() => value('llm.up')).toBe(0);
	expect(await value('llm.models_loaded')).toBeUndefined();
});

it('tells of none where there is none, and looks for one once a minute', async () => {
	let asked = 0;
	let time = 0;
	const lister = {
		loaded: async () => {
			asked += 1;
			throw new Error('refused');
		},
	};
	const sampler = createModelSampler(lister, () => time);
	for (; time < 120_000; time += 1000) expect(await sampler.read(1000)).toEqual([]);
	expect(asked).toBe(2);
});
