import { expect, test } from 'vitest';
import { scaleOf, tickText } from '../../../src/ui/charts/scale.ts';

const gib = 2 ** 30;

const named = (...given: Parameters<typeof scaleOf>) => scaleOf(...given).ticks.map(tick => tickText(tick, given[1]));

test('the axis goes in round steps, fewer where there is less height', () => {
	expect(named(1, 'ratio', 11, true)).toEqual(['0%', '20%', '40%', '60%', '80%', '100%']);
	expect(named(1, 'ratio', 5, true)).toEqual(['0%', '50%', '100%']);
	expect(named(1, 'ratio', 2, true)).toEqual(['0%', '100%']);
	expect(named(7, 'count', 7, false)).toEqual(['0', '2.5', '5', '7.5']);
	expect(named(1234, 'count', 9, false)).toEqual(['0', '500', '1000', '1500']);
	expect(named(9.4e6, 'bytes_per_second', 9, false)).toEqual(['0 B/s', '2.5 MB/s', '5 MB/s', '7.5 MB/s', '10 MB/s']);
});

test('bytes go in powers of two, up to all there is', () => {
	expect(named(64 * gib, 'bytes', 11, true)).toEqual(['0 B', '16 GiB', '32 GiB', '48 GiB', '64 GiB']);
	expect(named(62.7 * gib, 'bytes', 21, true)).toEqual(['0 B', '16 GiB', '32 GiB', '48 GiB', '62.7 GiB']);
	expect(scaleOf(62.7 * gib, 'bytes', 21, true).top).toBe(62.7 * gib);
});

test('a label that would stand in the row of the top or the next one gives way to it', () => {
	expect(named(50 * gib, 'bytes', 9, true)).toEqual(['0 B', '16 GiB', '32 GiB', '50 GiB']);
});

test('the top is never below the highest value, whatever that is', () => {
	for (const unit of ['ratio', 'bytes', 'bytes_per_second', 'count', 'cores', 'per_second'] as const) {
		for (let most = 1e-7; most < 1e15; most *= 1.37) {
			const { top, ticks } = scaleOf(most, unit, 9, false);
			expect(top, `${most} ${unit}`).toBeGreaterThanOrEqual(most * (1 - 1e-6));
			expect(ticks.length, `${most} ${unit}`).toBeLessThanOrEqual(6);
			expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
		}
	}
});

test('of nothing there is an axis all the same, and no part of a byte on it', () => {
	expect(named(0, 'bytes_per_second', 20, false)).toEqual(['0 B/s', '1 B/s']);
	expect(scaleOf(Number.POSITIVE_INFINITY, 'count', 5, false).top).toBe(1);
});

test('a tick has no zeros that say nothing', () => {
	expect(tickText(1.5 * gib, 'bytes')).toBe('1.5 GiB');
	expect(tickText(100 * gib, 'bytes')).toBe('100 GiB');
	expect(tickText(0.05, 'ratio')).toBe('5%');
	expect(tickText(0.125, 'ratio')).toBe('12.5%');
	expect(tickText(10, 'per_second')).toBe('10/s');
});
