import { afterEach, expect, test } from 'vitest';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { History } from '../../src/metrics/history.ts';
import { windows } from '../../src/metrics/window.ts';
import { succeed } from '../../src/store/remote.ts';
import { clean } from '../../src/text/clean.ts';
import { madeModel, madeSnapshot, moment } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const gib = 2 ** 30;
const labelsOf = (uuid: string, index: string, name: string) => ({
	uuid: clean(uuid),
	index: clean(index),
	name: clean(name),
	exporter: clean('dcgm-exporter'),
});
const devices = [labelsOf('a', '0', 'NVIDIA L4'), labelsOf('b', '1', 'NVIDIA H200')];

/** What each number is now on either device, and how far it was below that at first. */
const numbers = [
	['gpu.utilization_ratio', [0.93, 0.25], 0.2],
	['gpu.memory.used_bytes', [20 * gib, 90 * gib], 10 * gib],
	['gpu.power_watts', [67, 410], 50],
	['gpu.temperature_celsius', [61, 72], 20],
] as const satisfies readonly (readonly [MetricId, readonly number[], number])[];

const readings = Object.fromEntries([
	['gpu.info', devices.map(labels => ({ labels, value: 1, at: moment }))],
	['gpu.memory.total_bytes', devices.map((labels, place) => ({ labels, value: [24, 140][place]! * gib, at: moment }))],
	...numbers.map(([id, now]) => [id, devices.map((labels, place) => ({ labels, value: now[place]!, at: moment }))]),
]);

/** A window in which every number rose steadily, with ten steps of which nothing is known. */
const historyOf = ({ span, step }: (typeof windows)[number]): History => {
	const points = span / step + 1;
	const rising = (last: number, rise: number) =>
		Array.from({ length: points }, (_, index) =>
			index >= 60 && index < 70 ? undefined : last - rise * (1 - index / (points - 1)),
		);
	const series = Object.fromEntries(
		numbers.map(([id, now, rise]) => [
			id,
			devices.map((labels, place) => ({ labels, values: rising(now[place]!, rise) })),
		]),
	);
	return { start: moment - span, step, via: 'recorded', series };
};

test('the GPUs have charts of each number, a line for each device, over every window', async () => {
	const snapshot = succeed({ ...madeSnapshot, readings: { ...madeSnapshot.readings, ...readings } }, 0);
	mounted = await mount(
		madeModel({ columns: 120, rows: 60 }, { snapshot, chartHistory: succeed(historyOf(windows[0]), 0) }),
	);
	const { terminal, store, type } = mounted;
	await type('8f');
	const axes = new Set<string>();
	for (const window of windows) {
		expect(store.get().state.window).toBe(window.name);
		store.dispatch({ chartHistory: succeed(historyOf(window), 0) });
		await terminal.settled();
		const text = terminal.text();
		for (const title of ['Busy', 'Memory used', 'Power', 'Temperature'])
			expect(text).toMatch(new RegExp(`│ ${title} `));
		expect(text).toMatch(/0 L4 +93\.0% +73\.0% +93\.0% /);
		expect(text).toMatch(/1 H200 +25\.0% +5\.0% +25\.0% /);
		expect(text).toMatch(/1 H200 +90\.0 GiB +80\.0 GiB +90\.0 GiB /);
		expect(text).toMatch(/0 L4 +67\.0 W +17\.0 W +67\.0 W /);
		expect(text).toMatch(/1 H200 +72 °C +52 °C +72 °C /);
		axes.add(text.split('\n').findLast(line => line.includes('╵')) ?? '');
		await type(']');
	}
	// Each has times of its own below it.
	expect(axes.size).toBe(windows.length);
});

test('in the past the charts stay, with the values of that moment and of devices that are gone', async () => {
	const history = historyOf(windows[0]);
	const at = history.start + 90 * history.step;
	const snapshot = succeed({ ...madeSnapshot, readings: { ...madeSnapshot.readings, ...readings } }, 0);
	mounted = await mount(madeModel({ columns: 120, rows: 60 }, { snapshot, chartHistory: succeed(history, 0) }));
	const { terminal, store, type } = mounted;
	await type('8f');
	store.dispatch({ state: { at }, snapshot: succeed({ ...madeSnapshot, readings: {}, at }, 0) });
	await terminal.settled();
	expect(terminal.text()).toMatch(/0 L4 +88\.0% +73\.0% +93\.0% /);
	expect(terminal.text()).toMatch(/1 H200 +87\.5 GiB /);
});
