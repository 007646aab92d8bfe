import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followLog } from '../../../src/commands/top/follow-log.ts';
import { succeed } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainer, madeContainers, madeModel, moment } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
	vi.useRealTimers();
});

const [ollama, webui] = [madeContainers[0]!, madeContainers[1]!];

const ready = (columns = 120, rows = 40) => {
	const model = madeModel({ columns, rows }, { state: { selected: ollama.id } });
	const store = createStore<Model, Change>(model, change);
	const engine = objectEngine(madeContainers);
	const stop = followLog(store, async () => engine);
	const pass = (time: number) => vi.advanceTimersByTimeAsync(time);
	const texts = () => store.get().logs.lines.map(({ text }) => text);
	return { store, engine, stop, pass, texts };
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

test('says that it ended, and follows the next run', async () => {
	const { store, engine, stop, pass } = ready();
	await pass(200);
	engine.logsOpened[0]!.source.end();
	await pass(200);
	expect(store.get().logs.status).toBe('ended');
	store.dispatch({ containers: succeed([madeContainer(1, 'ollama', { startedAt: moment })], 1) });
	await pass(300);
	expect(engine.logsOpened).toHaveLength(2);
	stop();
});

test('keeps a bounded number of lines and counts the rest', async () => {
	const { store, engine, stop, pass, texts } = ready();
	await pass(200);
	for (let line = 0; line < 2500; line++) engine.logsOpened[0]!.source.write(`line ${line}`);
	await pass(2000);
	expect(texts()).toHaveLength(1000);
	expect(texts().at(-1)).toBe('line 2499');
	expect(store.get().logs.dropped).toBe(1500);
	stop();
});

test('someone who has scrolled back keeps the lines in sight', async () => {
	const { store, engine, stop, pass } = ready();
	await pass(200);
	for (let line = 0; line < 50; line++) engine.logsOpened[0]!.source.write(`line ${line}`);
	await pass(300);
	store.dispatch({ state: { logScroll: 10 } });
	engine.logsOpened[0]!.source.write('new');
	await pass(300);
	expect(store.get().state.logScroll).toBe(11);
	stop();
});

test('where no log is shown none is read', async () => {
	const { engine, stop, pass } = ready(60, 15);
	await pass(500);
	expect(engine.logsOpened).toEqual([]);
	stop();
});
