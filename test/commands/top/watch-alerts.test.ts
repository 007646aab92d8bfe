import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSilences } from '../../../src/commands/top/watch-alerts.ts';
import { AixclError } from '../../../src/errors.ts';
import type { Silencing } from '../../../src/metrics/silence.ts';
import { createStore } from '../../../src/store/store.ts';
import { clean } from '../../../src/text/clean.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeModel } from '../../support/made-model.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});

afterEach(() => {
	vi.useRealTimers();
});

const nothing: Silencing = { url: clean('http://here'), sent: new Map() };

const ready = (name: 'prometheus' | 'local') => {
	const store = createStore<Model, Change>(
		madeModel({ columns: 120, rows: 40 }, { source: { name, url: undefined } }),
		change,
	);
	const alertmanager = { silencing: vi.fn(async () => nothing), close: vi.fn() };
	const stop = watchSilences(store, alertmanager, () => 2000);
	const show = (full: 'alerts' | undefined) => store.dispatch({ state: { full } });
	return { store, ...alertmanager, stop, show, pass: (time: number) => vi.advanceTimersByTimeAsync(time) };
};

test('asks for silences only while alerts are on the screen', async () => {
	const { store, silencing, close, stop, show, pass } = ready('prometheus');
	await pass(60_000);
	expect(silencing).not.toHaveBeenCalled();
	show('alerts');
	await pass(4500);
	expect(silencing).toHaveBeenCalledTimes(3);
	expect(store.get().silencing).toMatchObject({ status: 'fresh', value: nothing });
	show(undefined);
	await pass(60_000);
	expect(silencing).toHaveBeenCalledTimes(3);
	stop();
	expect(close).toHaveBeenCalled();
	expect(vi.getTimerCount()).toBe(0);
});

test('asks nobody where this machine itself is the source, which knows of no alerts', async () => {
	const { silencing, stop, show, store, pass } = ready('local');
	show('alerts');
	await pass(60_000);
	expect(silencing).not.toHaveBeenCalled();
	store.dispatch({ source: { name: 'prometheus', url: 'http://here' } });
	await pass(10);
	expect(silencing).toHaveBeenCalledTimes(1);
	stop();
});

test('an Alertmanager that cannot be reached is no answer, and is asked again', async () => {
	const { store, silencing, stop, show, pass } = ready('prometheus');
	const error = new AixclError('It refused', { code: 'alertmanager' });
	silencing.mockRejectedValueOnce(error);
	show('alerts');
	await pass(10);
	expect(store.get().silencing).toMatchObject({ status: 'failed', error });
	await pass(10_000);
	expect(store.get().silencing).toMatchObject({ status: 'fresh' });
	stop();
});
