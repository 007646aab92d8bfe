import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAct, type Order } from '../../../src/commands/top/act.ts';
import type { Container } from '../../../src/engine/container.ts';
import { AixclError } from '../../../src/errors.ts';
import { succeed } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainers, madeModel } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

const postgres = madeContainers[2]!;
const { id } = postgres;

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const ready = () => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }), change);
	const engine = objectEngine(madeContainers);
	let refreshes = 0;
	const act = createAct({
		store,
		connect: async () => engine,
		refresh: () => void refreshes++,
		now: () => performance.now(),
	});
	const order = (action: Order['action'], targets: readonly Container[] = [postgres]): Order => ({
		action,
		targets: targets.map(({ id: each, name }) => ({ id: each, name })),
	});
	const begun = Date.now();
	const becomes = (facts: Partial<Container>) =>
		store.dispatch({
			containers: succeed(
				madeContainers.map(each =>
					each.id === id ? { ...each, health: undefined, startedAt: begun, ...facts } : each,
				),
				0,
			),
		});
	const notice = () => store.get().state.notice;
	return { store, engine, act, order, becomes, notice, refreshes: () => refreshes };
};

const turns = () => vi.advanceTimersByTimeAsync(0);

test('a restart is told, followed until the container is healthy, and told again with its time', async () => {
	const { store, engine, act, order, becomes, notice, refreshes } = ready();
	const done = act(order('restart'));
	expect(notice()?.text).toBe('restarting postgres …');
	expect(store.get().state.acting.get(id)).toMatchObject({ action: 'restart', phase: 'acting' });
	await turns();
	engine.settleAct();
	await turns();
	expect(store.get().state.acting.get(id)?.phase).toBe('settling');
	becomes({ health: 'starting' });
	await vi.advanceTimersByTimeAsync(3000);
	expect(store.get().state.acting.has(id)).toBe(true);
	becomes({ health: 'healthy' });
	await turns();
	await done;
	expect(engine.acts).toEqual([`restart ${id}`]);
	expect(notice()).toMatchObject({ text: 'postgres restarted and healthy in 3.0 s.', kind: 'good' });
	expect(store.get().state.acting.size).toBe(0);
	expect(refreshes()).toBeGreaterThan(3);
});

test('where nothing checks its health, it has to run for a moment', async () => {
	const { engine, act, order, becomes, notice } = ready();
	const done = act(order('start'));
	await turns();
	engine.settleAct();
	await turns();
	becomes({ startedAt: Date.now() });
	await vi.advanceTimersByTimeAsync(4000);
	await done;
	expect(notice()).toMatchObject({ kind: 'good' });
	expect(notice()?.text).toMatch(/^postgres started in [34]\.\d s\.$/);
});

test('a container that dies after its start is told with why and with what it wrote', async () => {
	const { store, engine, act, order, becomes, notice } = ready();
	const done = act(order('start'));
	await turns();
	engine.logsOpened[0]?.source.write('FATAL: data directory has wrong ownership', 'stderr');
	await turns();
	expect(store.get().state.acting.get(id)?.line).toBe('FATAL: data directory has wrong ownership');
	engine.settleAct();
	await turns();
	becomes({ state: 'exited', exitCode: 1 });
	await turns();
	await done;
	expect(notice()).toMatchObject({ kind: 'bad' });
	expect(store.get().state.dialog).toMatchObject({
		kind: 'message',
		title: 'postgres not well after being started',
		lines: [expect.stringContaining('it has ended: failed'), '', 'FATAL: data directory has wrong ownership'],
	});
	expect(engine.logsOpened[0]?.signal.aborted).toBe(true);
});

test('one that restarts by itself while it is waited for is not well', async () => {
	const { engine, act, order, becomes, notice } = ready();
	const done = act(order('restart'));
	await turns();
	engine.settleAct();
	await turns();
	becomes({ state: 'running', restartCount: (postgres.restartCount ?? 0) + 1, health: 'starting' });
	await turns();
	await done;
	expect(notice()?.kind).toBe('bad');
});

test('a failure says what happened and what to do, and never that it was done', async () => {
	const { store, engine, act, order, notice } = ready();
	const done = act(order('stop'));
	await turns();
	engine.settleAct(new AixclError('Whether postgres was stopped is unknown', { code: 'engine', hint: 'Look again.' }));
	await done;
	expect(notice()).toMatchObject({
		text: 'postgres not stopped: Whether postgres was stopped is unknown',
		kind: 'bad',
	});
	expect(store.get().state.dialog).toMatchObject({
		title: 'postgres not stopped',
		lines: ['Whether postgres was stopped is unknown', '', 'Look again.'],
	});
	expect(store.get().state.acting.size).toBe(0);
});

test('whoever has opened something else meanwhile keeps it', async () => {
	const { store, engine, act, order, notice } = ready();
	const done = act(order('stop'));
	store.dispatch({ state: { dialog: { kind: 'help', scopes: [], scroll: 0 } } });
	await turns();
	engine.settleAct(new Error('no'));
	await done;
	expect(store.get().state.dialog).toMatchObject({ kind: 'help' });
	expect(notice()?.kind).toBe('bad');
});

test('of several containers each is done in its turn, and the outcome counts them', async () => {
	const { engine, act, order, notice } = ready();
	const done = act(order('stop', madeContainers.slice(0, 3)));
	expect(notice()?.text).toBe('stopping ollama (1 of 3) …');
	for (let turn = 0; turn < 3; turn++) {
		await turns();
		engine.settleAct(turn === 1 ? new Error('It is in use') : undefined);
	}
	await turns();
	await done;
	expect(engine.acts).toEqual(madeContainers.slice(0, 3).map(each => `stop ${each.id}`));
	expect(notice()?.text).toBe('open-webui not stopped: It is in use');
});
