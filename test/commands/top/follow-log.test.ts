import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followLog } from '../../../src/commands/top/follow-log.ts';
import { succeed } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { moveLog } from '../../../src/ui/logs/moving.ts';
import { sightOf } from '../../../src/ui/logs/sight.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import type { ModelStore } from '../../../src/ui/use-model-part.ts';
import { madeContainer, madeContainers, madeModel, moment } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
	vi.useRealTimers();
});

const [ollama, webui] = [madeContainers[0]!, madeContainers[1]!];

const texts = (store: ModelStore) => store.get().logs.lines.map(({ line }) => line.text);

const inSight = (store: ModelStore) => {
	const { lines, window } = sightOf(store.get())!;
	return lines.slice(window.top.index, window.bottom.index + 1).map(({ line }) => line.text);
};

const ready = (columns = 120, rows = 40) => {
	const model = madeModel({ columns, rows }, { state: { selected: ollama.id } });
	const store = createStore<Model, Change>(model, change);
	const engine = objectEngine(madeContainers);
	const stop = followLog(store, async () => engine);
	const pass = (time: number) => vi.advanceTimersByTimeAsync(time);
	return { store, engine, stop, pass, texts: () => texts(store) };
};

test('follows the selected container', async () => {
	const { store, engine, stop, pass, texts } = ready();
	await pass(200);
	engine.logsOpened[0]!.source.write('one');
	engine.logsOpened[0]!.source.write('two', 'stderr');
	await pass(200);
	expect(texts()).toEqual(['one', 'two']);
	expect(store.get().logs).toMatchObject({ name: 'ollama', status: 'following', dropped: 0 });
	stop();
	expect(engine.logsOpened[0]!.signal.aborted).toBe(true);
});

test('rows that are only passed open no stream', async () => {
	const { store, engine, stop, pass } = ready();
	store.dispatch({ state: { selected: webui.id } });
	await pass(50);
	store.dispatch({ state: { selected: madeContainers[2]!.id } });
	await pass(50);
	store.dispatch({ state: { selected: webui.id } });
	await pass(300);
	expect(engine.logsOpened.map(({ id }) => id)).toEqual([webui.id]);
	stop();
});

test('a row whose log is gone into opens its stream at once', async () => {
	const { store, engine, stop, pass } = ready();
	await pass(200);
	store.dispatch({ state: { selected: webui.id } });
	store.dispatch({ state: { focus: 'logs' } });
	expect(store.get().logs).toMatchObject({ name: 'open-webui', lines: [], status: 'opening' });
	await pass(0);
	expect(engine.logsOpened.map(({ id }) => id)).toEqual([ollama.id, webui.id]);
	stop();
});

test('the lines of another container do not stay', async () => {
	const { store, engine, stop, pass, texts } = ready();
	await pass(200);
	engine.logsOpened[0]!.source.write('of ollama');
	await pass(200);
	store.dispatch({ state: { selected: webui.id } });
	await pass(300);
	expect(texts()).toEqual([]);
	expect(engine.logsOpened[0]!.signal.aborted).toBe(true);
	engine.logsOpened[0]!.source.write('late');
	await pass(300);
	expect(texts()).toEqual([]);
	stop();
});

test('says that it ended and when, and follows the next run', async () => {
	const { store, engine, stop, pass } = ready();
	await pass(200);
	engine.logsOpened[0]!.source.write('last words');
	engine.logsOpened[0]!.source.end();
	const ended = madeContainer(1, 'ollama', { state: 'exited', exitCode: 3, finishedAt: moment });
	store.dispatch({ containers: succeed([ended], 1) });
	await pass(200);
	expect(store.get().logs.status).toBe('stopped');
	expect(texts(store).at(-1)).toMatch(/^— ollama stopped .*14:02:31 \(exit 3\) —$/);
	store.dispatch({ containers: succeed([madeContainer(1, 'ollama', { startedAt: moment + 5000 })], 2) });
	await pass(300);
	expect(engine.logsOpened).toHaveLength(2);
	expect(store.get().logs.status).toBe('following');
	expect(texts(store).slice(0, 1)).toEqual(['last words']);
	stop();
});

test('says of what was never started that it has not run yet, and follows its first run', async () => {
	const { store, engine, stop, pass } = ready();
	const created = madeContainer(1, 'ollama', { state: 'created', startedAt: undefined });
	store.dispatch({ containers: succeed([created], 1) });
	await pass(200);
	engine.logsOpened[0]!.source.end();
	await pass(1200);
	expect(store.get().logs).toMatchObject({ status: 'created', lines: [], isCurrent: true });
	store.dispatch({ containers: succeed([madeContainer(1, 'ollama', { startedAt: moment })], 2) });
	await pass(300);
	engine.logsOpened[1]!.source.write('first words');
	await pass(300);
	expect(store.get().logs.status).toBe('following');
	expect(texts(store).at(-1)).toBe('first words');
	stop();
});

test('what was removed stays on the screen and is marked, while it is looked at', async () => {
	const { store, engine, stop, pass } = ready();
	store.dispatch({ state: { focus: 'logs' } });
	await pass(200);
	engine.logsOpened[0]!.source.write('last words');
	await pass(200);
	engine.logsOpened[0]!.source.end();
	store.dispatch({ containers: succeed([webui], 1), state: { selected: webui.id } });
	await pass(1500);
	expect(store.get().logs).toMatchObject({ name: 'ollama', status: 'removed' });
	expect(texts(store)).toEqual(['last words', expect.stringMatching(/^— ollama removed /)]);
	store.dispatch({ state: { focus: 'containers' } });
	await pass(300);
	expect(store.get().logs.name).toBe('open-webui');
	stop();
});

test('keeps a bounded number of lines and counts the rest', async () => {
	const { store, engine, stop, pass, texts } = ready();
	await pass(200);
	for (let line = 0; line < 12_500; line++) engine.logsOpened[0]!.source.write(`line ${line}`);
	await pass(2000);
	expect(texts()).toHaveLength(10_000);
	expect(texts().at(-1)).toBe('line 12499');
	expect(store.get().logs.dropped).toBe(2500);
	stop();
});

test('someone who has scrolled back keeps the lines in sight', async () => {
	const { store, engine, stop, pass } = ready();
	await pass(200);
	for (let line = 0; line < 50; line++) engine.logsOpened[0]!.source.write(`line ${line}`);
	await pass(300);
	store.dispatch(moveLog(store.get(), { by: -10 }));
	const { place } = store.get().state.log;
	engine.logsOpened[0]!.source.write('new');
	await pass(300);
	expect(texts(store)).toContain('new');
	expect(store.get().state.log).toMatchObject({ follows: false, place });
	expect(inSight(store).at(-1)).toBe('line 39');
	stop();
});

test('where no log is shown none is read', async () => {
	const { engine, stop, pass } = ready(60, 15);
	await pass(500);
	expect(engine.logsOpened).toEqual([]);
	stop();
});
