import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAct, type Order } from '../../../src/commands/top/act.ts';
import { leftUndone } from '../../../src/commands/top/left-undone.ts';
import type { Container, LogRequest } from '../../../src/engine/container.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { AixclError } from '../../../src/errors.ts';
import { fail, succeed } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { clean, literal } from '../../../src/text/clean.ts';
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
	/** A restart that the engine has done, and of which nothing is seen yet. */
	const restarting = async () => {
		const done = act(order('restart'));
		await turns();
		engine.settleAct();
		await turns();
		return { done };
	};
	return { store, engine, act, order, becomes, notice, restarting, refreshes: () => refreshes };
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
	engine.containers = [{ ...postgres, state: 'exited', exitCode: 1 }];
	await turns();
	await done;
	expect(notice()).toMatchObject({ kind: 'bad' });
	expect(store.get().state.dialog).toMatchObject({
		kind: 'message',
		title: 'postgres not well after being started',
		lines: [
			expect.stringContaining('it has ended: failed'),
			'Now: exited 1.',
			'',
			'FATAL: data directory has wrong ownership',
		],
	});
	expect(engine.logsOpened[0]?.signal.aborted).toBe(true);
});

test('one that restarts by itself while it is waited for is not well', async () => {
	const { becomes, notice, restarting } = ready();
	const { done } = await restarting();
	becomes({ state: 'running', restartCount: (postgres.restartCount ?? 0) + 1, health: 'starting' });
	await turns();
	await done;
	expect(notice()?.kind).toBe('bad');
});

const unhealthy = 'Now: running, unhealthy.';

test('a failure says what happened, what to do, and what state it is in', async () => {
	const { store, engine, act, order, notice } = ready();
	const done = act(order('stop'));
	await turns();
	engine.settleAct(new AixclError('The container engine is busy with it', { code: 'engine', hint: 'Wait a moment.' }));
	await done;
	expect(notice()).toMatchObject({ text: 'postgres not stopped: The container engine is busy with it', kind: 'bad' });
	expect(store.get().state.dialog).toMatchObject({
		title: 'postgres not stopped',
		lines: ['The container engine is busy with it', unhealthy, '', 'Wait a moment.'],
	});
	expect(store.get().state.acting.size).toBe(0);
});

test('where nobody knows whether it was done, neither is claimed', async () => {
	const { store, engine, act, order, notice } = ready();
	const done = act(order('stop'));
	await turns();
	const text = 'Whether postgres was stopped is unknown: the connection was cut';
	engine.settleAct(new EngineError(text, { kind: 'unknown' }));
	engine.failure = new Error('gone');
	await done;
	expect(notice()).toMatchObject({ text, kind: 'bad' });
	expect(store.get().state.dialog).toMatchObject({
		title: 'Whether postgres was stopped is unknown',
		lines: [text, 'What state it is in now is not known: the engine does not answer.'],
	});
});

test('what could not be started at all was not started', async () => {
	const { store, engine, act, order } = ready();
	const done = act(order('start'));
	await turns();
	engine.containers = [{ ...postgres, state: 'created', health: undefined }];
	engine.settleAct(new Error('port is already allocated'));
	await done;
	expect(store.get().state.dialog).toMatchObject({
		title: 'postgres not started',
		lines: ['port is already allocated', 'Now: created.'],
	});
});

test('one that its health check fails is not well', async () => {
	const { store, becomes, restarting } = ready();
	const { done } = await restarting();
	becomes({ health: 'starting' });
	becomes({ health: 'unhealthy', healthFailures: 3, healthOutput: clean('no response') });
	await turns();
	await done;
	expect(store.get().state.dialog).toMatchObject({
		title: 'postgres not well after being restarted',
		lines: ['health check failed 3 times in a row: no response', unhealthy],
	});
});

test('one that is removed while it is waited for is told to be removed', async () => {
	const { store, engine, restarting } = ready();
	const { done } = await restarting();
	engine.containers = [];
	store.dispatch({ containers: succeed([], 0) });
	await done;
	expect(store.get().state.dialog).toMatchObject({ lines: ['it was removed', 'Now: removed.'] });
});

test('one that never gets well is given up after two minutes, in the state it is in', async () => {
	const { store, becomes, restarting } = ready();
	const { done } = await restarting();
	becomes({ health: 'starting' });
	await vi.advanceTimersByTimeAsync(119_000);
	expect(store.get().state.acting.has(id)).toBe(true);
	await vi.advanceTimersByTimeAsync(3000);
	await done;
	expect(store.get().state.dialog).toMatchObject({ lines: ['it is still starting after 120 s', unhealthy] });
});

test('an engine that is lost while it is waited for is not taken for a container that starts', async () => {
	const { store, engine, act, order } = ready();
	const done = act(order('restart'));
	await turns();
	engine.settleAct();
	store.dispatch({ containers: fail(store.get().containers, new Error('gone'), 0, 1000) });
	engine.failure = new Error('gone');
	await vi.advanceTimersByTimeAsync(122_000);
	await done;
	expect(store.get().state.dialog).toMatchObject({
		lines: [expect.stringContaining('the engine does not answer'), expect.stringContaining('is not known')],
	});
});

test('what somebody else has started meanwhile is judged as it is', async () => {
	const { engine, act, order, becomes, notice } = ready();
	becomes({ state: 'running', startedAt: postgres.startedAt });
	const done = act(order('start'));
	await turns();
	engine.settleAct();
	await vi.advanceTimersByTimeAsync(1000);
	await done;
	expect(notice()).toMatchObject({ kind: 'good' });
});

test.each([-300_000, 300_000])('an engine whose clock is %d ms off is believed no sooner and no later', async skew => {
	const { store, engine, act, order, becomes, notice } = ready();
	const done = act(order('start', [madeContainers[6]!]));
	const indexer = madeContainers[6]!.id;
	await turns();
	engine.settleAct();
	await turns();
	becomes({});
	store.dispatch({
		containers: succeed([{ ...madeContainers[6]!, state: 'running', startedAt: Date.now() + skew }], 0),
	});
	await vi.advanceTimersByTimeAsync(2000);
	expect(store.get().state.acting.has(indexer)).toBe(true);
	await vi.advanceTimersByTimeAsync(2000);
	await done;
	expect(notice()).toMatchObject({ kind: 'good' });
});

test('one that has never run before is not believed before it has run for a moment either', async () => {
	const { store, engine, act, order, becomes } = ready();
	becomes({ state: 'created', startedAt: undefined });
	const done = act(order('start'));
	await turns();
	engine.settleAct();
	await turns();
	// The list tells that it runs before an inspection tells since when.
	becomes({ state: 'running', startedAt: undefined });
	await vi.advanceTimersByTimeAsync(1000);
	expect(store.get().state.acting.has(id)).toBe(true);
	becomes({ state: 'exited', exitCode: 2 });
	await done;
	expect(store.get().state.dialog).toMatchObject({ title: 'postgres not well after being started' });
});

test('only lines from after the last one before are told as new ones, by the clock of the engine', async () => {
	const { engine, act, order } = ready();
	const asked: LogRequest[] = [];
	const { logs } = engine;
	const last = { stream: 'stdout', at: 5_000_000, nanos: 0, text: literal('old') } as const;
	engine.logs = (each, request, signal) => {
		asked.push(request);
		return request.follow ? logs(each, request, signal) : Readable.from([last]);
	};
	void act(order('restart'));
	await turns();
	expect(asked).toEqual([
		{ tail: 1, follow: false },
		{ tail: 200, follow: true, since: 5_000_001 },
	]);
	expect(engine.acts).toEqual([`restart ${id}`]);
});

test('a container that goes on is followed until it is healthy', async () => {
	const { store, engine, act, order, becomes, notice } = ready();
	becomes({ state: 'paused', startedAt: postgres.startedAt });
	const done = act(order('unpause'));
	await turns();
	engine.settleAct();
	await vi.advanceTimersByTimeAsync(2000);
	expect(store.get().state.acting.get(id)?.phase).toBe('settling');
	becomes({ state: 'running', startedAt: postgres.startedAt, health: 'healthy' });
	await done;
	expect(notice()?.text).toBe('postgres unpaused and healthy in 2.0 s.');
});

test('behind a frozen screen the engine itself is asked', async () => {
	const { store, engine, act, order, notice } = ready();
	const done = act(order('restart'));
	await turns();
	engine.settleAct();
	store.dispatch({ state: { isFrozen: true } });
	engine.containers = [{ ...postgres, health: 'healthy', startedAt: Date.now() }];
	await vi.advanceTimersByTimeAsync(1000);
	await done;
	expect(notice()).toMatchObject({ kind: 'good' });
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

test('those whose turn is yet to come are busy too, and say so', async () => {
	const { store, engine, act, order } = ready();
	const [first, second, third] = madeContainers as [Container, Container, Container];
	const done = act(order('stop', [first, second, third]));
	await turns();
	const phases = () => [...store.get().state.acting.values()].map(({ phase }) => phase);
	expect(phases()).toEqual(['acting', 'waiting', 'waiting']);
	expect(leftUndone(store.get())).toEqual([
		'Left while stopping ollama: what became of that was not seen.',
		'Not stopped, for their turn had not come: open-webui, postgres.',
	]);
	engine.settleAct();
	await turns();
	expect(phases()).toEqual(['acting', 'waiting']);
	engine.settleAct();
	await turns();
	engine.settleAct();
	await done;
	expect(phases()).toEqual([]);
	expect(leftUndone(store.get())).toEqual([]);
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
