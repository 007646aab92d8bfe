import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSource } from '../../../src/commands/top/watch-source.ts';
import type { Window } from '../../../src/metrics/history.ts';
import type { ReadOptions, Source } from '../../../src/sources/source.ts';
import { pending } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeHistory, madeModel, madeSnapshot, moment } from '../../support/made-model.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});

afterEach(() => {
	vi.useRealTimers();
});

const ready = (name: Source['name'], state: Change['state'] = {}) => {
	const store = createStore<Model, Change>(
		madeModel({ columns: 120, rows: 40 }, { snapshot: pending, history: pending, state }),
		change,
	);
	const reads: ReadOptions[] = [];
	const windows: Window[] = [];
	const source = {
		name,
		url: undefined as string | undefined,
		skew: 0,
		async read(_signal: AbortSignal, options: ReadOptions = {}) {
			reads.push(options);
			return madeSnapshot;
		},
		async range(_ids: unknown, window: Window) {
			windows.push(window);
			return madeHistory;
		},
		details: vi.fn(async () => ({})),
		alerts: vi.fn(async () => []),
		reach: vi.fn(async (): Promise<number | undefined> => undefined),
		events: vi.fn(async () => []),
		close: vi.fn(),
	};
	const watch = watchSource(store, source, () => 2000);
	return { store, source, reads, windows, watch, pass: (time: number) => vi.advanceTimersByTimeAsync(time) };
};

test('reads at every interval, and the past once a step', async () => {
	const { store, reads, windows, watch, source, pass } = ready('prometheus');
	await pass(60_500);
	expect(reads.length).toBeGreaterThanOrEqual(30);
	expect(windows.map(({ span, step }) => [span, step])).toEqual(
		Array.from({ length: windows.length }, () => [3_600_000, 30_000]),
	);
	expect(windows.length).toBeGreaterThanOrEqual(3);
	expect(store.get().snapshot).toMatchObject({ status: 'fresh', value: madeSnapshot });
	expect(store.get().history).toMatchObject({ status: 'fresh', value: madeHistory });
	watch.stop();
	expect(source.close).toHaveBeenCalled();
	expect(vi.getTimerCount()).toBe(0);
});

test('asks for the host that was chosen', async () => {
	const { store, reads, watch, pass } = ready('prometheus', { host: 'gpu-box' });
	await pass(10);
	expect(reads).toEqual([{ host: 'gpu-box' }]);
	store.dispatch({ state: { host: 'other' } });
	watch.refresh();
	await pass(10);
	expect(reads.at(-1)).toEqual({ host: 'other' });
	watch.stop();
});

test('the window of the local sampler grows with what it knows', async () => {
	const { store, watch, pass } = ready('local');
	await pass(10);
	expect(store.get().window).toBe(5 * 60_000);
	await pass(6 * 60_000);
	expect(store.get().window).toBe(15 * 60_000);
	await pass(10 * 60_000);
	expect(store.get().window).toBe(60 * 60_000);
	watch.stop();
});

test('knows since when the local sampler remembers, as soon as it does', async () => {
	const { store, source, watch, pass } = ready('local');
	await pass(10);
	expect(store.get().reach).toBeUndefined();
	source.reach.mockResolvedValue(moment - 1000);
	await pass(10_500);
	expect(store.get().reach).toBe(moment - 1000);
	watch.stop();
});

test('knows how far the clocks are apart, where that is worth telling', async () => {
	const { store, source, watch, pass } = ready('prometheus');
	source.skew = 4000;
	await pass(2500);
	expect(store.get().skew).toBeUndefined();
	for (const [skew, told] of [
		[-90_000, -90],
		[-89_100, -90],
		[1000, undefined],
	] as const) {
		source.skew = skew;
		await pass(2500);
		expect(store.get().skew).toBe(told);
	}
	watch.stop();
});

test('says when the numbers begin, where a time before that was gone to before it was known', async () => {
	const { store, source, watch, pass } = ready('prometheus', { at: moment - 86_400_000 });
	await pass(10);
	expect(store.get().state.notice).toBeUndefined();
	source.reach.mockResolvedValue(moment - 1000);
	await pass(60_500);
	expect(store.get().state.notice?.text).toMatch(/^The numbers begin 2026-11-23 /);
	watch.stop();
});

test('tells when another source answers, and reads its past at once', async () => {
	const { store, source, windows, watch, pass } = ready('local');
	await pass(2500);
	const before = windows.length;
	source.name = 'prometheus';
	source.url = 'http://127.0.0.1:9090';
	await pass(2500);
	expect(store.get().source).toEqual({ name: 'prometheus', url: 'http://127.0.0.1:9090' });
	expect(windows.length).toBe(before + 1);
	expect(store.get().window).toBe(3_600_000);
	watch.stop();
});
