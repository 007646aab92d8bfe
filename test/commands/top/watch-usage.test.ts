import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchUsage } from '../../../src/commands/top/watch-usage.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainers, madeHistory, madeModel, moment } from '../../support/made-model.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: moment });
});

afterEach(() => {
	vi.useRealTimers();
});

test('the past of a container is asked for once while the cursor walks in the window, and for another one anew', async () => {
	const [{ id }, other] = madeContainers as [(typeof madeContainers)[number], (typeof madeContainers)[number]];
	const state = { focus: 'detail', full: 'detail', detail: { id, tab: 'charts', scroll: 0 } } as const;
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, { state }), change);
	const asked: (readonly string[] | undefined)[] = [];
	const stop = watchUsage(store, {
		async range(_ids, _window, _signal, options) {
			asked.push(options?.containers);
			return madeHistory;
		},
	});
	await vi.advanceTimersByTimeAsync(0);
	for (let minutes = 1; minutes < 50; minutes++) store.dispatch({ state: { at: moment - minutes * 60_000 } });
	await vi.advanceTimersByTimeAsync(0);
	expect(asked).toEqual([[id]]);
	store.dispatch({ state: { detail: { id: other.id, tab: 'charts', scroll: 0 } } });
	await vi.advanceTimersByTimeAsync(0);
	expect(asked).toEqual([[id], [other.id]]);
	stop();
	expect(vi.getTimerCount()).toBe(0);
});
