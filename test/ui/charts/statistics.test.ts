import { expect, test } from 'vitest';
import { statisticsOf } from '../../../src/ui/charts/statistics.ts';

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

test('p95 of a hundred values is the ninety-fifth', () => {
	expect(statisticsOf(hundred)).toEqual({ min: 1, max: 100, p95: 95 });
	expect(statisticsOf(hundred.toReversed())).toEqual({ min: 1, max: 100, p95: 95 });
});

test('one high value of twenty is not yet a twentieth too much', () => {
	expect(statisticsOf([...Array.from({ length: 19 }, () => 1), 9])).toEqual({ min: 1, max: 9, p95: 1 });
	expect(statisticsOf([...Array.from({ length: 18 }, () => 1), 9, 9])).toEqual({ min: 1, max: 9, p95: 9 });
});

test('gaps are not counted, and are no zeros', () => {
	expect(statisticsOf([undefined, 4, undefined, 2, undefined])).toEqual({ min: 2, max: 4, p95: 4 });
	expect(statisticsOf([undefined, undefined])).toEqual({ min: undefined, max: undefined, p95: undefined });
	expect(statisticsOf([])).toEqual({ min: undefined, max: undefined, p95: undefined });
});
