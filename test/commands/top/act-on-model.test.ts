import { expect, it, vi } from 'vitest';
import { createActOnModel } from '../../../src/commands/top/act-on-model.ts';
import { createOllama } from '../../../src/llm/ollama.ts';
import { createStore } from '../../../src/store/store.ts';
import { clean } from '../../../src/text/clean.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { startFakeOllama } from '../../support/fake-ollama-api.ts';
import { withModels } from '../../support/made-llm.ts';
import { madeModel } from '../../support/made-model.ts';

const ready = async (isReadOnly = false) => {
	const fake = await startFakeOllama();
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, withModels()), change);
	const ends: unknown[] = [];
	const begin = vi.fn(() => async (outcome: unknown) => void ends.push(outcome));
	const refresh = vi.fn();
	const ollama = createOllama({ url: fake.url, isReadOnly });
	const act = createActOnModel({ store, ollama, audit: { begin }, refresh, now: () => 0 });
	const run = (action: 'unload' | 'keep warm', name: string) =>
		act({ action, targets: [{ id: name, name: clean(name) }] });
	const changes = () => fake.asked.filter(({ path }) => path === '/api/generate').map(({ body }) => body);
	return { fake, begin, ends, refresh, run, changes, notice: () => store.get().state.notice, store };
};

it('unloads a model by the name that Ollama has for it, tells of it and records it', async () => {
	const { fake, begin, ends, refresh, run, changes, notice, store } = await ready();
	await using _ = fake;
	await run('unload', 'phi');
	expect(changes()).toEqual([{ model: 'phi:latest', keep_alive: 0, stream: false }]);
	expect(notice()).toMatchObject({ kind: 'good', text: expect.stringMatching(/^phi unloaded in \d/) });
	expect(begin).toHaveBeenCalledWith({
		action: 'unload',
		detail: 'model phi',
		container: 'ollama',
		id: undefined,
		endpoint: fake.url,
	});
	expect(ends).toEqual([{}]);
	expect(refresh).toHaveBeenCalled();
	expect(store.get().state.llm.acting.size).toBe(0);
});

it('does not unload what that Ollama has not loaded: the numbers may be of another one', async () => {
	const { fake, ends, run, changes, notice } = await ready();
	await using _ = fake;
	await run('unload', 'mistral:7b');
	expect(changes()).toEqual([]);
	expect(notice()?.text).toMatch(/mistral:7b not unloaded: Ollama at http:\S+ has not loaded mistral:7b/);
	expect(ends).toEqual([{ error: expect.any(Error) }]);
});

it('loads a model that is not loaded, to keep it', async () => {
	const { fake, run, changes, notice } = await ready();
	await using _ = fake;
	await run('keep warm', 'mistral:7b');
	expect(changes()).toEqual([{ model: 'mistral:7b', keep_alive: -1, stream: false }]);
	expect(notice()?.text).toMatch(/^mistral:7b kept in memory in /);
});

it('says what Ollama says when it refuses', async () => {
	const { fake, ends, run, notice } = await ready();
	await using _ = fake;
	fake.answer((response, { path }) =>
		path === '/api/ps'
			? response.end('{"models":[]}')
			: response.writeHead(400).end('{"error":"\\"nomic-embed-text\\" does not support generate"}'),
	);
	await run('keep warm', 'nomic-embed-text');
	expect(notice()).toMatchObject({ kind: 'bad', text: expect.stringContaining('does not support generate') });
	expect(ends).toHaveLength(1);
});

it('changes nothing where it is read-only, and there is nothing to record', async () => {
	const { fake, begin, run, notice } = await ready(true);
	await using _ = fake;
	await run('unload', 'llama3:8b');
	expect(fake.asked).toEqual([]);
	expect(begin).not.toHaveBeenCalled();
	expect(notice()).toMatchObject({ kind: 'bad', text: expect.stringContaining('--read-only') });
});
