import { describe, expect, it } from 'vitest';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import { compare, usualKey } from '../../src/metrics/compare.ts';
import type { Labels, Readings } from '../../src/metrics/snapshot.ts';
import { clean } from '../../src/text/clean.ts';

const labelsOf = (labels: Readonly<Record<string, string>>): Labels =>
	Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, clean(text)]));

type Series = readonly [
	id: MetricId,
	labels: Readonly<Record<string, string>>,
	now: number,
	earlier: readonly number[],
];

const comparisonOf = (...series: readonly Series[]) => {
	const now: Partial<Record<MetricId, { labels: Labels; value: number; at: number }[]>> = {};
	for (const [id, labels, value] of series) {
		now[id] = [...(now[id] ?? []), { labels: labelsOf(labels), value, at: 0 }];
	}
	const usual = series.map(([id, labels, , values]) => ({ id, key: usualKey(id, labelsOf(labels)), values }));
	return compare(now as Readings, usual);
};

const around = (middle: number, width: number) =>
	Array.from({ length: 13 }, (_, index) => middle + width * ((index % 5) - 2));

describe('what changed', () => {
	it('is what lies far outside its usual spread, the strangest first, in words', () => {
		const { changes, compared } = comparisonOf(
			['host.cpu.ratio', {}, 0.83, around(0.12, 0.01)],
			['host.memory.used_bytes', {}, 10.1 * 2 ** 30, around(10 * 2 ** 30, 2 ** 28)],
			['postgres.transactions_per_second', {}, 4, around(340, 10)],
			['host.filesystem.used_ratio', { mountpoint: '/', device: '/dev/vda', fstype: 'ext4' }, 0.5, around(0.4, 0)],
		);
		expect(compared).toBe(4);
		expect(changes.map(({ words, isHigher }) => `${isHigher ? 'up' : 'down'} ${words}`)).toEqual([
			'up CPU 83.0%, usually 12.0%',
			'down Transactions 4.00/s, usually 340/s',
			'up File system used / 50.0%, usually 40.0%',
		]);
	});

	it('is not what swings as it always does, nor what moves by less than matters', () => {
		const { changes, compared } = comparisonOf(
			['host.cpu.ratio', {}, 0.7, around(0.5, 0.1)],
			['host.load1', {}, 1.1, around(1, 0)],
			['host.network.receive_bytes_per_second', { device: 'eth0' }, 90_000, around(0, 0)],
		);
		expect([changes, compared]).toEqual([[], 3]);
	});

	it('is not moved by a few outliers in the past', () => {
		const { changes } = comparisonOf(['host.cpu.ratio', {}, 0.9, [...around(0.1, 0.01), 1, 1]]);
		expect(changes[0]).toMatchObject({ usual: expect.closeTo(0.1, 1) });
	});

	it('knows a container that was made anew by its name', () => {
		const then = { id: `/docker/${'a'.repeat(64)}`, name: 'ollama', instance: 'box:8080' };
		const again = { id: `/docker/${'b'.repeat(64)}`, name: 'ollama', instance: 'box:8080' };
		expect(usualKey('container.cpu_cores', labelsOf(then))).toBe(usualKey('container.cpu_cores', labelsOf(again)));
		const { changes } = comparisonOf(['container.cpu_cores', again, 6.1, around(0.2, 0)]);
		expect(changes.map(({ words }) => words)).toEqual(['CPU ollama 6.10 cores, usually 0.20 cores']);
	});

	it('says when there is too little history, and leaves out what is no number', () => {
		expect(comparisonOf(['host.cpu.ratio', {}, 0.9, [0.1, 0.1, 0.1]])).toEqual({ changes: [], compared: 0 });
		expect(comparisonOf(['host.cpu.ratio', {}, Number.NaN, around(0.1, 0)]).compared).toBe(0);
		expect(comparisonOf(['host.uptime_seconds', {}, 10, around(1e6, 0)]).compared).toBe(0);
	});
});
