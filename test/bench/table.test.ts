import { expect, test } from 'vitest';
import { mediansOf } from './figures.ts';
import { percentile95 } from './statistics.ts';
import { tableOf } from './table.ts';

test('the 95 % value of twenty is the last but one', () => {
	expect(percentile95(Array.from({ length: 20 }, (_, index) => 20 - index))).toBe(19);
	expect(percentile95([])).toBeUndefined();
});

test('medians leave out the runs in which a figure is absent', () => {
	expect(mediansOf([{ rss: 3, cpu: 1 }, { rss: 1, cpu: undefined }, { rss: 2 }])).toEqual({ rss: 2, cpu: 1 });
	expect(mediansOf([{ rss: 1 }, { rss: 2 }])).toEqual({ rss: 1.5 });
});

test('what was not measured is a dash, and a row without any figure is left out', () => {
	const show = String;
	const table = tableOf(
		[
			{ title: 'key', figures: ['keyMedian', 'key95'], show, budget: '6 / 12' },
			{ title: 'list', figures: ['listMedian'], show },
		],
		[
			{ name: 'a', figures: { keyMedian: 1, key95: undefined } },
			{ name: 'b', figures: {} },
		],
	);
	expect(table).toBe('|  | a | b | budget |\n| --- | --: | --: | --: |\n| key | 1 / – | – | <= 6 / 12 |');
});
