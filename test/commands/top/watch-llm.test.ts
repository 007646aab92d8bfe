import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchNorms, watchWebui } from '../../../src/commands/top/watch-llm.ts';
import type { MetricId } from '../../../src/metrics/catalogue/catalogue.ts';
import type { History, Window } from '../../../src/metrics/history.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { startFakeOllama } from '../../support/fake-ollama-api.ts';
import { withModels } from '../../support/made-llm.ts';
import { madeModel } from '../../support/made-model.ts';

const day = 86_400_000;

const past: History = {
	start: 0,
	step: 900_000,
	via: 'raw',
	series: {
		// An outlier and gaps do not move what is usual.
		'llm.path.first_token_seconds': [{ labels: {}, values: [1, 1.2, undefined, 1.1, 90, 1.3, 1.2, Number.NaN] }],
		'llm.path.load_seconds': [{ labels: {}, values: [1, undefined, 1] }],
	},
};

const storeOf = (more: Change = {}) =>
	createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, { ...withModels(), ...more }), change);

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
	vi.useRealTimers();
});

test('a day is read while the models have the full screen, and its medians are the norms', async () => {
	const store = storeOf();
	const range = vi.fn(async (_ids: readonly MetricId[], _window: Window) => past);
	const stop = watchNorms(store, { range });
	await vi.advanceTimersByTimeAsync(600_000);
	expect(range).not.toHaveBeenCalled();
	store.dispatch({ state: { focus: 'llm', full: 'llm' } });
	await vi.advanceTimersByTimeAsync(10);
	expect(range.mock.calls[0]![1]).toEqual({ end: expect.any(Number), span: day, step: 900_000 });
	expect(store.get().llm.norms).toMatchObject({ value: { 'llm.path.first_token_seconds': 1.2 } });
	expect(store.get().llm.norms).not.toMatchObject({ value: { 'llm.path.load_seconds': expect.anything() } });
	// Another instant has norms of its own.
	const at = Date.now() - 3 * day;
	store.dispatch({ state: { at } });
	await vi.advanceTimersByTimeAsync(10);
	expect(range.mock.lastCall![1].end).toBe(at);
	stop();
	expect(vi.getTimerCount()).toBe(0);
});

test('a machine that is its own source has no day to compare with, and nobody is asked', async () => {
	const store = storeOf({ source: { name: 'local', url: undefined }, state: { focus: 'llm', full: 'llm' } });
	const range = vi.fn(async () => past);
	const stop = watchNorms(store, { range });
	await vi.advanceTimersByTimeAsync(600_000);
	expect(range).not.toHaveBeenCalled();
	stop();
});

test('Open WebUI is timed while the models of now have the full screen, and only then', async () => {
	vi.useRealTimers();
	await using fake = await startFakeOllama();
	fake.answer(response => response.end('{"status":true}'));
	const store = storeOf();
	const stop = watchWebui(store, fake.url);
	store.dispatch({ state: { focus: 'llm', full: 'llm', at: 1 } });
	expect(fake.asked).toEqual([]);
	store.dispatch({ state: { at: undefined } });
	await expect.poll(() => fake.asked.length).toBe(1);
	await expect.poll(() => store.get().llm.webui).toEqual({ seconds: expect.any(Number) });
	stop();
});
