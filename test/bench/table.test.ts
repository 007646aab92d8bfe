import { expect, test } from 'vitest';
import { mediansOf } from './figures.ts';
import { overBudget } from './over-budget.ts';
import type { Row } from './rows.ts';
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

test('our own figures are held against their budgets, each against its own', () => {
	const show = String;
	const rows: readonly Row[] = [
		{ title: 'key', figures: ['keyMedian', 'key95'], show, budget: '6 / 12' },
		{ title: 'flood', figures: ['floodKeyMedian', 'floodKey95'], show, budget: '– / 100' },
		{ title: 'memory, MiB', figures: ['rss'], show: value => String(value / 2 ** 20), budget: '85' },
		{ title: 'ratio', figures: ['keyRatio', 'sortRatio'], show, budget: '1.3' },
		{ title: 'frames', figures: ['logFrameRate', 'logLineRate'], show, least: 200 },
	];
	const over = overBudget(rows, [
		{ name: 'htop', figures: { keyMedian: 50 } },
		{
			name: 'local',
			figures: {
				logFrameRate: 199,
				logLineRate: 1,
				keyMedian: 6,
				key95: 13,
				floodKeyMedian: 500,
				floodKey95: 101,
				rss: 86 * 2 ** 20,
			},
		},
		{ name: 'many', figures: { keyMedian: 7, rss: 99 * 2 ** 20, keyRatio: 1.3, sortRatio: 1.4 } },
	]);
	expect(over).toEqual([
		'local: key: 13 of 12',
		'many: key: 7 of 6',
		'local: flood: 101 of 100',
		'local: memory, MiB: 86 of 85',
		'many: ratio: 1.4 of 1.3',
		'local: frames: 199',
	]);
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
