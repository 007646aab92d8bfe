import { afterEach, expect, test } from 'vitest';
import type { PastEvent } from '../../src/metrics/event.ts';
import { fail, pending, succeed } from '../../src/store/remote.ts';
import { clean } from '../../src/text/clean.ts';
import { seekOn } from '../../src/ui/time/seeking.ts';
import { madeContainers, madeModel, moment } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const postgres = madeContainers[2]!;
const minute = 60_000;

const unhealthy: PastEvent = {
	kind: 'container.unhealthy',
	at: moment - 20 * minute,
	within: 0,
	subject: postgres.name,
	labels: { id: clean(postgres.id), name: postgres.name },
};
const alert = (name: string): PastEvent => ({
	kind: 'alert.firing',
	at: moment - 10 * minute,
	within: 30_000,
	subject: clean(name),
	labels: {},
});
const events = [unhealthy, alert('HostOutOfMemory'), alert('PostgresDown')];

const show = async (change = {}): Promise<Mounted> => {
	mounted = await mount(madeModel({ columns: 120, rows: 40 }, { pastEvents: succeed(events, 0), ...change }));
	return mounted;
};

test('N goes back from event to event, n forward, each in words, and the log is read there', async () => {
	const { terminal, store, type } = await show();
	await type('N');
	expect(store.get().state.at).toBe(moment - 10 * minute);
	expect(terminal.text()).toMatch(
		/\d\d:52:31 or up to 30s before: alert HostOutOfMemory began to fire, and 1 more at that time \(event 2 of 3\)\./,
	);
	await type('N');
	expect(store.get().state).toMatchObject({ at: unhealthy.at, selected: postgres.id });
	expect(store.get().state.log.goal).toEqual({ kind: 'before', at: unhealthy.at });
	expect(terminal.text()).toMatch(/\d\d:42:31: postgres became unhealthy \(event 1 of 3\)\./);
	expect(terminal.text()).toMatch(/ PAST 2026-11-23 \d\d:42:31 /);
	await type('n');
	expect(store.get().state.at).toBe(moment - 10 * minute);
});

test('at the first and the last event a sentence says so, and the cursor stays', async () => {
	const { terminal, store, type } = await show();
	await type('n');
	expect(terminal.text()).toContain('This is now: N goes to the last event before it.');
	await type('NN');
	await type('N');
	expect(store.get().state.at).toBe(unhealthy.at);
	expect(terminal.text()).toMatch(/No event from \d\d:02:31 to here\. \] shows a longer window\./);
	await type('nn');
	expect(store.get().state.at).toBe(moment - 10 * minute);
	expect(terminal.text()).toContain('No event after this one until now. 0 goes back to now.');
});

test('where nothing happened, or it could not be read, that is said', async () => {
	const { terminal, store, type } = await show({ pastEvents: succeed([], 0) });
	await type('N');
	expect(terminal.text()).toContain('Nothing is known to have happened in the last 1h. ] shows a longer window.');
	store.dispatch({ pastEvents: fail(succeed([], 0), new Error('No route'), 0, 0) });
	await type('N');
	expect(terminal.text()).toContain('What happened could not be read: No route.');
	expect(store.get().state.at).toBeUndefined();
});

test('while it is being read, the cursor waits for it, unless another wish comes first', async () => {
	const { terminal, store, type } = await show({ pastEvents: pending });
	await type('N');
	expect(terminal.text()).toContain('Reading what happened in this window.');
	expect(seekOn(store.get(), 0)).toEqual({});
	store.dispatch({ pastEvents: succeed(events, 0) });
	store.dispatch(seekOn(store.get(), 0));
	expect(store.get().state).toMatchObject({ at: moment - 10 * minute, seeking: undefined });
	store.dispatch({ pastEvents: pending });
	await type('N');
	await type('0');
	expect(store.get().state).toMatchObject({ at: undefined, seeking: undefined });
});

test('in the log on its full screen the keys belong to the search', async () => {
	const { store, type } = await show({ state: { focus: 'logs', full: 'logs' } });
	await type('N');
	expect(store.get().state).toMatchObject({ at: undefined, seeking: undefined });
});
