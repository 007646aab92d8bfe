import { afterEach, expect, test } from 'vitest';
import type { PastEvent } from '../../src/metrics/event.ts';
import { succeed } from '../../src/store/remote.ts';
import { clean } from '../../src/text/clean.ts';
import { asciiGlyphs } from '../../src/ui/glyphs.ts';
import { madeChartHistory } from '../support/made-charts.ts';
import { madeContainers, madeModel, madeSnapshot, moment } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const minute = 60_000;
const event = (kind: PastEvent['kind'], subject: string, ago: number): PastEvent => ({
	kind,
	at: moment - ago,
	within: 0,
	subject: clean(subject),
	labels: {},
});

const events = [
	event('container.started', 'postgres', 45 * minute),
	event('alert.firing', 'HostCpuBusy', 20 * minute),
	event('alert.resolved', 'HostCpuBusy', 5 * minute),
];

const at = async (columns: number, rows: number, change = {}): Promise<Mounted> => {
	mounted = await mount(
		madeModel(
			{ columns, rows },
			{ chartHistory: succeed(madeChartHistory, 0), pastEvents: succeed(events, 0), ...change },
		),
	);
	return mounted;
};

const panels = [
	['1', 'CPU'],
	['2', 'Memory'],
	['3', 'Disk & network'],
	['5', 'Postgres'],
] as const;
const sizes = [
	[120, 40],
	[80, 24],
	[200, 60],
] as const;

test.each(panels.flatMap(panel => sizes.map(size => [...panel, ...size] as const)))(
	'%s: %s on the full screen at %ix%i',
	async (key, title, columns, rows) => {
		const { terminal, store, type } = await at(columns, rows);
		await type(key);
		if (store.get().state.full === undefined) await type('f');
		const text = terminal.text();
		expect(text).toMatchSnapshot();
		expect(text).toContain(`${key} ${title}`);
		expect(text).toMatch(/min +max +p95|min .* max .* p95/);
		expect(text).toContain('╵13:30');
		expect(text).toContain('11-23 13:57 alert HostCpuBusy was over');
		for (const line of text.split('\n').slice(1, -1)) expect([...line].length, line).toBe(columns);
	},
);

test('with the cursor in the window the values are those of its column, and the nearest event is told', async () => {
	const { terminal, type, store } = await at(120, 40);
	await type('1f');
	expect(terminal.text()).toMatch(/T total +37\.0%/);
	const index = 80;
	store.dispatch({ state: { at: madeChartHistory.start + index * madeChartHistory.step } });
	await terminal.settled();
	const value = madeChartHistory.series['host.cpu.ratio']![0]!.values[index]!;
	expect(terminal.text()).toMatch(new RegExp(`T total +${(value * 100).toFixed(1)}%`));
	expect(terminal.text()).toMatch(/ at +min +max +p95/);
	expect(terminal.text()).toContain('▲ 11-23 13:42 alert HostCpuBusy began to fire (one of 3)');
	store.dispatch({ state: { at: madeChartHistory.start + 70 * madeChartHistory.step } });
	await terminal.settled();
	expect(terminal.text()).toMatch(/T total +– /);
});

test('of a longer window the peak is of all that was measured, and everything else of the means', async () => {
	const [cpu] = madeChartHistory.series['host.cpu.ratio']!;
	const peaks = { 'host.cpu.ratio': [{ ...cpu!, values: cpu!.values.map(value => value && value + 0.083) }] };
	const { terminal, type } = await at(120, 40, {
		chartHistory: succeed({ ...madeChartHistory, step: 600_000, peaks }, 0),
	});
	await type('1f');
	expect(terminal.text()).toContain('means of 10m');
	expect(terminal.text()).toMatch(/ now +min +peak +p95/);
	expect(terminal.text()).toMatch(/T total +37\.0% +10\.0% +98\.3% +88/);
	// Where the peak is not known, the highest mean is called what it is.
	expect(terminal.text()).toMatch(/Load .* max /);
});

test('what is not measured now has no value of now, whatever the last hours were', async () => {
	const readings = { ...madeSnapshot.readings, 'host.load1': [] };
	const { terminal, type } = await at(120, 40, { snapshot: succeed({ ...madeSnapshot, readings }, 0) });
	await type('1f');
	expect(terminal.text()).toMatch(/Load +now +– +min +1\.00 /);
	expect(terminal.text()).toMatch(/T total +37\.0%/);
});

test('in ASCII there is nothing else', async () => {
	const { terminal, type } = await at(120, 40, { glyphs: asciiGlyphs });
	await type('1f');
	expect(terminal.text()).toMatchSnapshot();
	expect(terminal.text()).toMatch(/^[\u0020-\u007e\n]*$/);
});

test('without a past of its own a panel shows what the overview knows', async () => {
	const { terminal, type } = await at(120, 40, {
		chartHistory: { status: 'pending' },
		pastEvents: { status: 'pending' },
	});
	await type('1f');
	expect(terminal.text()).toMatch(/T total +37\.0% +5\.0% +65\.0%/);
	expect(terminal.text()).toMatch(/u user +30\.0% +30\.0%/);
});

test('of a window without a past the value of now is the last point, not all of it', async () => {
	const { terminal, type } = await at(120, 40, {
		chartHistory: { status: 'pending' },
		history: succeed({ ...madeChartHistory, series: {} }, 0),
	});
	await type('1f');
	expect(terminal.text()).not.toMatch(/[─╮╯]{2,} +│$/m);
	expect(terminal.text()).toMatch(/T total +37\.0% +37\.0%/);
});

test.each(panels)('%s: in the past a gap at the cursor is a gap, and the charts stay', async (key, title) => {
	const at70 = madeChartHistory.start + 70 * madeChartHistory.step;
	const { terminal, type, store } = await at(120, 40);
	await type(`${key}f`);
	store.dispatch({ state: { at: at70 }, snapshot: succeed({ ...madeSnapshot, readings: {}, at: at70 }, 0) });
	await terminal.settled();
	expect(terminal.text()).toContain(`${key} ${title}`);
	expect(terminal.text()).toMatch(/ at .* min .* max .* p95/);
	expect(terminal.text()).toContain('╵13:30');
});

test('the overview is not drawn anew by charts of the full screen and what happened', async () => {
	const { terminal, store } = await at(120, 40);
	terminal.reset();
	store.dispatch({ chartHistory: succeed(madeChartHistory, 1), pastEvents: succeed([], 1) });
	await terminal.settled();
	expect(terminal.bytes).toBe(0);
});

test.each(sizes)('the charts of a container at %ix%i', async (columns, rows) => {
	const [{ id }] = madeContainers as [(typeof madeContainers)[number]];
	const [cpu] = madeChartHistory.series['host.cpu.ratio']!;
	const labels = { id: clean(`/docker/${id}`) };
	const usageHistory = succeed(
		{
			...madeChartHistory,
			series: {
				'container.cpu_cores': [{ labels, values: cpu!.values.map(value => value && value * 8) }],
				'container.memory_bytes': [{ labels, values: cpu!.values.map(value => value && value * 2 ** 34) }],
				'container.disk.read_bytes_per_second': [{ labels, values: cpu!.values.map(value => value && value * 6e6) }],
			},
		},
		0,
	);
	const own = { ...event('container.oom', 'ollama', 30 * minute), labels };
	const alert = { ...event('alert.firing', 'ContainerUnhealthy', 20 * minute), labels: { name: clean('ollama') } };
	const other = { ...event('container.died', 'postgres', minute), labels: { id: clean('/docker/other') } };
	const memoryLimit = [{ labels, value: 2 ** 34, at: moment }];
	const readings = { ...madeSnapshot.readings, 'container.memory_limit_bytes': memoryLimit };
	const { terminal, type } = await at(columns, rows, {
		usageHistory,
		snapshot: succeed({ ...madeSnapshot, readings }, 0),
		pastEvents: succeed([own, alert, other], 0),
		state: { focus: 'detail', full: 'detail', detail: { id, tab: 'charts', scroll: 0 } },
	});
	expect(terminal.text()).toMatchSnapshot();
	expect(terminal.text()).toContain('13:30');
	expect(terminal.text()).toMatch(/^│ +• +▲ /m);
	expect(terminal.text()).toContain(' limit 16 GiB ');
	if (rows >= 40) expect(terminal.text()).toContain('alert ContainerUnhealthy began to fire for ollama (one of 2)');
	for (const line of terminal.text().split('\n').slice(1, -1)) expect([...line].length, line).toBe(columns);
	// What is too low for all of them has the others below, with times of their own.
	await type('G');
	expect(terminal.text()).toContain('Disk read');
	expect(terminal.text()).toContain('Disk written');
	expect(terminal.text()).toContain('13:30');
	expect(terminal.text()).toMatch(/^│ +• +▲ /m);
	for (const line of terminal.text().split('\n').slice(1, -1)) expect([...line].length, line).toBe(columns);
});
