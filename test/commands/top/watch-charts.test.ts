import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchCharts } from '../../../src/commands/top/watch-charts.ts';
import { charts } from '../../../src/metrics/charts.ts';
import type { Window } from '../../../src/metrics/history.ts';
import type { RangeOptions } from '../../../src/sources/source.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeChartHistory } from '../../support/made-charts.ts';
import { madeModel, moment } from '../../support/made-model.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: moment });
});

afterEach(() => {
	vi.useRealTimers();
});

const ready = (parts: Change = {}) => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, parts), change);
	const asked: { ids: readonly string[]; window: Window; host: string | undefined; options: RangeOptions }[] = [];
	const stop = watchCharts(store, {
		async range(ids, window, _signal, options) {
			asked.push({ ids, window, host: options?.host, options: options ?? {} });
			return madeChartHistory;
		},
	});
	return { store, asked, stop, settle: () => vi.advanceTimersByTimeAsync(0) };
};

test('the overview asks for nothing, the full screen of a panel for its series by one query', async () => {
	const { store, asked, stop } = ready();
	await vi.advanceTimersByTimeAsync(120_000);
	expect(asked).toEqual([]);
	store.dispatch({ state: { full: 'memory' } });
	await vi.advanceTimersByTimeAsync(1000);
	expect(asked.map(({ ids }) => ids)).toEqual([charts.memory]);
	expect(store.get().chartHistory).toMatchObject({ status: 'fresh', value: madeChartHistory });
	await vi.advanceTimersByTimeAsync(30_000);
	expect(asked).toHaveLength(2);
	stop();
	expect(vi.getTimerCount()).toBe(0);
});

test('what was read for another panel is forgotten, and after the full screen nothing is asked', async () => {
	const { store, asked, stop, settle } = ready({ state: { full: 'memory' } });
	await settle();
	store.dispatch({ state: { full: 'cpu' } });
	expect(store.get().chartHistory.status).toBe('pending');
	await settle();
	expect(asked[1]!.ids).toEqual([...charts.cpu, 'host.cpu.core_ratio']);
	store.dispatch({ state: { full: undefined } });
	expect(store.get().chartHistory.status).toBe('pending');
	await vi.advanceTimersByTimeAsync(120_000);
	expect(asked).toHaveLength(2);
	stop();
});

test('no series is read that is not drawn, and no peak that is not told', async () => {
	const { store, asked, stop, settle } = ready({ state: { full: 'cpu' } });
	await settle();
	expect(asked[0]!.options).toEqual({
		peaks: charts.cpu,
		only: { 'host.cpu.mode_ratio': { label: 'mode', values: ['user', 'system', 'iowait'] } },
	});
	expect(asked[0]!.ids).toContain('host.cpu.core_ratio');
	store.dispatch({ size: { columns: 80, rows: 24 } });
	await settle();
	expect(asked[1]!.ids).toEqual(charts.cpu);
	store.dispatch({ state: { full: 'llm' } });
	await settle();
	expect(asked[2]!.ids).not.toContain('llm.requests_waiting');
	expect(asked[2]!.options.peaks).toEqual(asked[2]!.ids);
	stop();
});

test('the cursor walks in the window without a question; beyond it, and for another window or host, there is one', async () => {
	const { store, asked, stop, settle } = ready({ state: { full: 'io' } });
	await settle();
	for (let minutes = 1; minutes < 50; minutes++) store.dispatch({ state: { at: moment - minutes * 60_000 } });
	await settle();
	expect(asked).toHaveLength(1);
	store.dispatch({ state: { at: moment - 3 * 3_600_000 } });
	await settle();
	expect(asked).toHaveLength(2);
	expect(asked[1]!.window.end).toBeLessThan(moment - 2 * 3_600_000);
	store.dispatch({ state: { at: undefined, window: '24h' } });
	await settle();
	expect(asked[2]!.window).toMatchObject({ span: 86_400_000, step: 600_000 });
	store.dispatch({ state: { host: 'gpu-box' } });
	await settle();
	expect(asked[3]!.host).toBe('gpu-box');
	stop();
});

test('the local sampler is asked for the window that it has', async () => {
	const { asked, stop, settle } = ready({
		source: { name: 'local', url: undefined },
		window: 300_000,
		state: { full: 'cpu' },
	});
	await settle();
	expect(asked[0]!.window).toEqual({ end: moment, span: 300_000, step: 10_000 });
	stop();
});
