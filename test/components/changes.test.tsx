import { afterEach, expect, test } from 'vitest';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import { compare, usualKey } from '../../src/metrics/compare.ts';
import { fail, pending, succeed } from '../../src/store/remote.ts';
import { madeContainers, madeModel, madeSnapshot, moment } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

/** As at the hour yesterday and last week, with some series that were other then: by a factor, their values wobbling a little. */
const usualBut = (other: Partial<Record<MetricId, number>>) =>
	Object.entries(madeSnapshot.readings).flatMap(([id, readings]) =>
		readings.map(({ labels, value }) => ({
			id: id as MetricId,
			key: usualKey(id as MetricId, labels),
			values: Array.from({ length: 26 }, (_, index) => value * (other[id as MetricId] ?? 1) * (1 + (index % 3) / 500)),
		})),
	);

const compared = (other: Partial<Record<MetricId, number>> = {}) => ({
	at: moment,
	...compare(madeSnapshot.readings, usualBut(other)),
});

const strange = compared({
	'host.cpu.ratio': 0.2,
	'container.memory_bytes': 0.25,
	'postgres.transactions_per_second': 10,
	'host.filesystem.used_ratio': 0.5,
});

const show = async (change = {}, columns = 120, rows = 40): Promise<Mounted> => {
	mounted = await mount(madeModel({ columns, rows }, { changes: succeed(strange, 0), ...change }));
	await mounted.type('d');
	return mounted;
};

test('d shows what is unusual, the strangest first, with now, usual and how far away', async () => {
	const { terminal, store, type } = await show();
	expect(store.get().state).toMatchObject({ full: 'changes', focus: 'changes' });
	expect(terminal.text()).toMatchSnapshot();
	const away = [...terminal.text().matchAll(/ (>99|\d+\.\d) *│$/gm)].map(([, score]) => score!);
	expect(away.length).toBe(strange.changes.length);
	await type('d');
	expect(store.get().state.full).toBeUndefined();
});

test.each<[string, MetricId, string]>([
	['a number of the processor', 'host.cpu.ratio', 'cpu'],
	['a file system', 'host.filesystem.used_ratio', 'io'],
	['PostgreSQL', 'postgres.transactions_per_second', 'postgres'],
	['a container', 'container.memory_bytes', 'containers'],
])('Enter on %s goes to its panel', async (_, id, panel) => {
	const { store, type } = await show();
	const index = strange.changes.findIndex(change => change.id === id);
	await type('j'.repeat(index));
	expect(store.get().state.change).toBe(index);
	await type('\r');
	expect(store.get().state).toMatchObject({ focus: panel, full: undefined });
	const { labels } = strange.changes[index]!;
	if (panel === 'containers')
		expect(store.get().state.selected).toBe(madeContainers.find(({ name }) => name === labels.name)!.id);
});

test('on a small screen it scrolls, and a panel without room is shown full', async () => {
	const { terminal, store, type } = await show({}, 40, 10);
	expect(terminal.text()).toMatch(/WHAT +NOW/);
	expect(terminal.text()).not.toContain('AWAY');
	await type('G');
	expect(store.get().state.change).toBe(strange.changes.length - 1);
	expect(terminal.text()).toContain('›');
	const index = strange.changes.findIndex(({ id }) => id === 'host.filesystem.used_ratio');
	await type(`g${'j'.repeat(index)}`);
	await type('\r');
	expect(store.get().state).toMatchObject({ focus: 'io', full: 'io' });
});

test('what there is to say where there is no list', async () => {
	const { terminal, store } = await show({ changes: pending });
	const says = async (change: Parameters<typeof store.dispatch>[0], sentence: string) => {
		store.dispatch(change);
		await terminal.settled();
		expect(terminal.text()).toContain(sentence);
	};
	await says({}, 'Reading the same hour of yesterday and of last week.');
	await says({ changes: succeed(compared(), 0) }, 'Nothing is unusual: ');
	const none = { at: moment, ...compare(madeSnapshot.readings, []) };
	await says(
		{ changes: succeed(none, 0) },
		'Too little history: nothing is known of the same hour yesterday or last week.',
	);
	await says({ changes: fail(pending, new Error('No route'), 0, 0) }, 'No route');
	await says({ source: { name: 'local', url: undefined } }, 'What changed is known only with Prometheus');
});

test('Ctrl-L compares again, y copies all in words', async () => {
	const { store, effects, type } = await show();
	await type('\u000c');
	expect(effects).toEqual(['repaint']);
	expect(store.get().state.comparing).toBe(1);
	await type('y');
	expect(effects[1]).toContain('copy ');
	expect(effects[1]!.split('\n')).toHaveLength(strange.changes.length);
	expect(effects[1]).toContain('CPU 37.0%, usually 7.4%');
});
