import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchChanges } from '../../../src/commands/top/watch-changes.ts';
import { AixclError } from '../../../src/errors.ts';
import type { History, Window } from '../../../src/metrics/history.ts';
import type { ReadOptions } from '../../../src/sources/source.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeModel, madeSnapshot, moment } from '../../support/made-model.ts';

const day = 86_400_000;

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: moment });
});

afterEach(() => {
	vi.useRealTimers();
});

const past = ({ end, span, step }: Window): History => ({
	start: end - span,
	step,
	via: 'recorded',
	series: {
		'host.cpu.ratio': [
			{ labels: madeSnapshot.readings['host.cpu.ratio']![0]!.labels, values: Array.from({ length: 13 }, () => 0.05) },
		],
	},
});

const ready = (parts: Change = {}) => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, parts), change);
	const read = vi.fn(async (_signal: AbortSignal, { at = moment }: ReadOptions = {}) => ({ ...madeSnapshot, at }));
	const range = vi.fn(async (_ids: unknown, window: Window, _signal: AbortSignal) => past(window));
	const stop = watchChanges(store, { read, range });
	const show = (full: 'changes' | undefined) => store.dispatch({ state: { full } });
	return { store, read, range, stop, show, pass: (time: number) => vi.advanceTimersByTimeAsync(time) };
};

test('compares once when it is looked at, with the same hour yesterday and last week', async () => {
	const { store, read, range, stop, show, pass } = ready();
	await pass(600_000);
	expect(read).not.toHaveBeenCalled();
	show('changes');
	expect(store.get().changes.status).toBe('pending');
	await pass(600_000);
	expect(read).toHaveBeenCalledTimes(1);
	const middles = range.mock.calls.map(([, { end, span }]) => moment - (end - span / 2));
	expect(middles).toEqual([day, 7 * day]);
	expect(store.get().changes).toMatchObject({
		status: 'fresh',
		value: { at: moment, compared: 1, changes: [{ id: 'host.cpu.ratio', usual: 0.05, now: 0.37, isHigher: true }] },
	});
	stop();
	expect(vi.getTimerCount()).toBe(0);
});

test('another instant and Ctrl-L are read anew, and nothing else is shown meanwhile', async () => {
	const { store, read, stop, show, pass } = ready();
	show('changes');
	await pass(10);
	store.dispatch({ state: { at: moment - 3 * day } });
	expect(store.get().changes.status).toBe('pending');
	await pass(10);
	expect(read.mock.lastCall![1]).toEqual({ at: moment - 3 * day });
	expect(store.get().changes).toMatchObject({ value: { at: moment - 3 * day } });
	store.dispatch({ state: { comparing: 1 } });
	await pass(10);
	expect(read).toHaveBeenCalledTimes(3);
	stop();
});

test('what is under way when it is left is given up', async () => {
	const { store, range, stop, show, pass } = ready();
	const signals: AbortSignal[] = [];
	range.mockImplementation((_ids, _window, signal) => {
		signals.push(signal);
		return new Promise(() => {});
	});
	show('changes');
	await pass(10);
	expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
	show(undefined);
	expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
	expect(store.get().changes.status).toBe('pending');
	stop();
});

test('a failure is told and tried again; the local sampler is not asked', async () => {
	const { store, read, stop, show, pass } = ready();
	const error = new AixclError('It refused', { code: 'prometheus' });
	read.mockRejectedValueOnce(error);
	show('changes');
	await pass(10);
	expect(store.get().changes).toMatchObject({ status: 'failed', error });
	await pass(10_000);
	expect(store.get().changes.status).toBe('fresh');
	stop();
	const local = ready({ source: { name: 'local', url: undefined } });
	local.show('changes');
	await local.pass(60_000);
	expect(local.read).not.toHaveBeenCalled();
	local.stop();
});
