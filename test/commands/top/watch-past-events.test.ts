import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchPastEvents } from '../../../src/commands/top/watch-past-events.ts';
import { AixclError } from '../../../src/errors.ts';
import type { PastEvent } from '../../../src/metrics/event.ts';
import type { Stretch } from '../../../src/sources/source.ts';
import { createStore } from '../../../src/store/store.ts';
import { clean } from '../../../src/text/clean.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { seek } from '../../../src/ui/time/seeking.ts';
import { madeContainers, madeModel, moment } from '../../support/made-model.ts';

const hour = 3_600_000;

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: moment });
});

afterEach(() => {
	vi.useRealTimers();
});

const booted: PastEvent = {
	kind: 'host.booted',
	at: moment - 60_000,
	within: 0,
	subject: clean('here'),
	labels: { instance: clean('here') },
};

const died = {
	at: moment - 5000,
	action: clean('die'),
	id: madeContainers[0]!.id,
	name: clean('ollama'),
	exitCode: 137,
	detail: undefined,
};

const ready = (state: Change['state'] = {}) => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, { state }), change);
	const events = vi.fn(async (_stretch: Stretch, _signal: AbortSignal, _options?: object) => [booted] as const);
	const stop = watchPastEvents(store, { events, skew: 0 });
	const kinds = () => {
		const { pastEvents } = store.get();
		return 'value' in pastEvents ? pastEvents.value.map(({ kind }) => kind) : pastEvents.status;
	};
	return { store, events, stop, kinds, pass: (time: number) => vi.advanceTimersByTimeAsync(time) };
};

test('asks for the window of the charts, slowly, and adds what the engine tells at once', async () => {
	const { store, events, stop, kinds, pass } = ready();
	await pass(10);
	expect(events.mock.calls[0]![0]).toEqual({ end: moment, span: hour });
	expect(kinds()).toEqual(['host.booted']);
	store.dispatch({ events: [died, { ...died, at: moment + 9000, action: clean('start') }] });
	expect(kinds()).toEqual(['host.booted', 'container.died', 'container.started']);
	await pass(60_500);
	expect(events).toHaveBeenCalledTimes(3);
	stop();
	expect(vi.getTimerCount()).toBe(0);
});

test('another window, instant or host is asked for at once, and what belongs to the last one goes', async () => {
	const { store, events, stop, kinds, pass } = ready();
	await pass(10);
	store.dispatch({ state: { window: '7d' } });
	expect(kinds()).toBe('pending');
	await pass(10);
	expect(events.mock.lastCall![0]).toMatchObject({ span: 7 * 24 * hour });
	// Within the window the cursor moves nothing.
	store.dispatch({ state: { at: moment - hour } });
	await pass(10);
	expect(events).toHaveBeenCalledTimes(2);
	store.dispatch({ state: { at: moment - 20 * 24 * hour } });
	await pass(10);
	const { end, span } = events.mock.lastCall![0];
	expect(end - span).toBeLessThan(moment - 20 * 24 * hour);
	expect(end).toBeLessThan(moment);
	store.dispatch({ events: [died] });
	expect(kinds()).toEqual(['host.booted']);
	store.dispatch({ state: { host: 'other:9100' } });
	await pass(10);
	expect(events.mock.lastCall![2]).toEqual({ host: 'other:9100' });
	stop();
});

test('nobody is asked while neither a chart nor the cursor is in use', async () => {
	const { store, events, stop, pass } = ready({ full: 'logs', focus: 'logs' });
	await pass(120_000);
	expect(events).not.toHaveBeenCalled();
	store.dispatch({ state: { at: moment - 1000 } });
	await pass(10);
	expect(events).toHaveBeenCalledTimes(1);
	store.dispatch({ state: { at: undefined } });
	await pass(120_000);
	expect(events).toHaveBeenCalledTimes(1);
	store.dispatch({ state: { full: undefined } });
	await pass(10);
	expect(events).toHaveBeenCalledTimes(2);
	stop();
});

test('where the source cannot be asked, what the engine told stands, with the reason beside it', async () => {
	const { store, events, stop, kinds, pass } = ready();
	const error = new AixclError('It refused', { code: 'prometheus' });
	events.mockRejectedValueOnce(error);
	store.dispatch({ events: [died], state: { window: '7d' } });
	await pass(10);
	expect(store.get().pastEvents).toMatchObject({ status: 'stale', error });
	expect(kinds()).toEqual(['container.died']);
	await pass(10_000);
	expect(store.get().pastEvents.status).toBe('fresh');
	expect(kinds()).toEqual(['host.booted', 'container.died']);
	stop();
});

test('what is sought while no chart is on the screen is read, and gone to', async () => {
	const { store, events, stop, pass } = ready({ full: 'containers' });
	await pass(10);
	expect(events).not.toHaveBeenCalled();
	store.dispatch(seek(store.get(), 'previous', 0));
	await pass(10);
	expect(events).toHaveBeenCalledTimes(1);
	expect(store.get().state).toMatchObject({ at: booted.at, seeking: undefined });
	expect(store.get().state.notice?.text).toContain('host here booted (event 1 of 1).');
	stop();
});
