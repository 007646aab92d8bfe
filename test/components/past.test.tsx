import { afterEach, expect, test } from 'vitest';
import { succeed } from '../../src/store/remote.ts';
import { madeContainers, madeModel, madeSnapshot, moment } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const at = async (change = {}): Promise<Mounted> => {
	mounted = await mount(madeModel({ columns: 120, rows: 40 }, change));
	return mounted;
};

const left = '\u001b[D';
const postgres = madeContainers[2]!;

test('the past is unmistakable, shows what ran then, and lets nothing be done', async () => {
	const { terminal, store, type, effects } = await at({ state: { selected: postgres.id } });
	await type(left);
	const { at: then } = store.get().state;
	expect(terminal.text()).toMatch(/ PAST 2026-11-23 14:0[12]:[03]0 /);
	expect(terminal.text()).not.toContain('LIVE');
	const [well, ill] = (madeSnapshot.readings['container.memory_bytes'] ?? []).map((reading, index) => ({
		...reading,
		value: index === 0 ? 1 : 0,
	}));
	const readings = { ...madeSnapshot.readings, 'container.healthy': [well!, ill!] };
	store.dispatch({ snapshot: succeed({ ...madeSnapshot, readings, at: then! }, 0) });
	await terminal.settled();
	expect(terminal.text()).toMatchSnapshot();
	expect(terminal.text()).toMatch(/ healthy /);
	expect(terminal.text()).toMatch(/ not healthy /);
	expect(terminal.text()).not.toContain('indexer');
	await type('r');
	expect(terminal.text()).toContain('This is the past; 0 goes back to now');
	await type('.');
	expect(terminal.text()).toContain('copy its ID');
	expect(terminal.text()).not.toMatch(/│ {2}(restart|stop|kill)/);
	await type('q');
	await type('0');
	expect(terminal.text()).toContain('LIVE');
	expect(effects).toEqual([]);
});

test('the details of a container are as it was measured then, whether the engine still has it or not', async () => {
	const { terminal, store, type } = await at({ state: { selected: postgres.id } });
	await type(left);
	const { at: then } = store.get().state;
	const measured = (readings = madeSnapshot.readings) =>
		store.dispatch({ containers: succeed([], 1), snapshot: succeed({ ...madeSnapshot, readings, at: then! }, 1) });
	measured();
	await terminal.settled();
	await type('\r');
	expect(terminal.text()).toMatch(/Container.* postgres|postgres .* running/);
	expect(terminal.text()).toMatch(/memory +201 MiB/);
	expect(terminal.text()).not.toContain('no longer has');
	measured({});
	await terminal.settled();
	expect(terminal.text()).toContain('Nothing is known of it at that time.');
	expect(terminal.text()).not.toMatch(/memory +201 MiB/);
	await type('8');
	expect(terminal.text()).not.toContain('Nothing is known');
	await type('0');
	expect(terminal.text()).toContain('The engine no longer has this container.');
});

test('the traffic of the host is no container\u2019s in the past either', async () => {
	const onHost = madeContainers.map(each => (each === postgres ? { ...each, isOnHostNetwork: true } : each));
	const { terminal, store, type } = await at({ containers: succeed(onHost, 0), state: { selected: postgres.id } });
	await type(left);
	store.dispatch({ snapshot: succeed({ ...madeSnapshot, at: store.get().state.at! }, 0) });
	await terminal.settled();
	expect(terminal.text()).toMatch(/postgres .* host +host /);
});

test('until the numbers of the instant are there, no container is said to have run', async () => {
	const { terminal, type } = await at();
	await type(left);
	expect(terminal.text()).toContain('Containers 0');
	expect(terminal.text()).not.toContain('open-webui');
});

test('a time is typed, refused with a sentence, and typed on', async () => {
	const { terminal, type, store } = await at({ reach: moment - 86_400_000 });
	await type('T');
	await type('soup');
	expect(terminal.text()).toContain('Time soup');
	await type('\r');
	expect(terminal.text()).toContain('That is no time.');
	for (let sign = 0; sign < 4; sign++) await type('\u007f');
	await type('-2h\r');
	expect(store.get().state.at).toBe(moment - 7_200_000);
});

test('windows are longer and shorter, and no further', async () => {
	const { type, store } = await at();
	await type(']]]]');
	expect(store.get().state.window).toBe('30d');
	await type('[[[[[');
	expect(store.get().state.window).toBe('1h');
});

test.each([
	[120, /local sampler, no Prometheus ● \d+s since 13:47 /],
	[80, /local sampler ● \d+s since 13:47 /],
])('the header says since when the local sampler remembers, at %i columns too', async (columns, says) => {
	const then = new Date(moment);
	then.setHours(13, 47, 30);
	mounted = await mount(
		madeModel({ columns, rows: 24 }, { source: { name: 'local', url: undefined }, reach: then.getTime() }),
	);
	const { terminal, store } = mounted;
	const header = () => terminal.text().split('\n')[0]!;
	expect(header()).toMatch(says);
	store.dispatch({ reach: undefined });
	await terminal.settled();
	expect(header()).not.toContain('since');
	store.dispatch({ source: { name: 'prometheus', url: 'http://127.0.0.1:9090' }, reach: then.getTime() });
	await terminal.settled();
	expect(header()).not.toContain('since');
});

test.each([
	[90, 'prometheus ● 2s clock 1m 30s ahead'],
	[-12, 'prometheus ● 2s clock 12s behind'],
])('the header tells a clock that is %i s away', async (skew, says) => {
	const { terminal, store } = await at({ skew });
	expect(terminal.text().split('\n')[0]).toContain(says);
	store.dispatch({ skew: undefined });
	await terminal.settled();
	expect(terminal.text()).not.toContain('clock');
});

test('on the local sampler the past of containers is not known, and that is said', async () => {
	const { terminal, type } = await at({ source: { name: 'local', url: undefined } });
	await type(left);
	expect(terminal.text()).toContain('Which containers ran then is known only with Prometheus and cAdvisor.');
	await type(']');
	expect(terminal.text()).toContain('Without Prometheus the charts reach back no further');
});
