import { expect, test } from 'vitest';
import { comparedOf, overBudget, tableOf } from './figures.ts';

const added = (value: number | undefined) => ({
	...{ what: 'ms', direct: 1, proxied: 2, budget: { of: 'added', atMost: 0.3 } as const },
	...(value === undefined ? {} : { added: value }),
});
const rate = (proxied: number) => ({ what: 'lines', proxied, budget: { of: 'proxied', atLeast: 200_000 } as const });

test('what is added is the median of the differences of each turn', () => {
	expect(comparedOf({ direct: [1, 5, 3], proxied: [2, 5, 30] })).toEqual({ direct: 3, proxied: 5, added: 1 });
});

test('a figure is over its budget beyond it, and where it is not known', () => {
	expect(overBudget([added(0.3), rate(200_000), { what: 'free', proxied: 1e9 }])).toEqual([]);
	expect(overBudget([added(0.31), added(Number.NaN), added(undefined), rate(199_999)])).toEqual([
		'over its budget: ms, 0.31, which should be <= 0.3',
		'over its budget: ms, NaN, which should be <= 0.3',
		'over its budget: ms, NaN, which should be <= 0.3',
		'over its budget: lines, 199999, which should be >= 200000',
	]);
});

test('the table has a cell for each part, known or not', () => {
	expect(tableOf([added(0.25), { what: 'free', proxied: 12.3 }])).toBe(
		[
			'|  | direct | through the exporter | added | budget |',
			'| --- | --: | --: | --: | --: |',
			'| ms | 1.00 | 2.00 | 0.25 | <= 0.3 |',
			'| free |  | 12 |  |  |',
		].join('\n'),
	);
});
