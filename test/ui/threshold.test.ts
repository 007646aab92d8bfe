import { expect, test } from 'vitest';
import { metricOf } from '../../src/metrics/catalogue/catalogue.ts';
import { formatFor, thresholdOf } from '../../src/ui/threshold.ts';

test.each([
	['a > 0.8', { sign: '>', value: 0.8 }],
	['sum(rate(a[5m])) by (b) >= 1e3 ', { sign: '>=', value: 1000 }],
	['up == 0', { sign: '==', value: 0 }],
	['a > bool 2', { sign: '>', value: 2 }],
	['deriv(a[6h]) < -1', { sign: '<', value: -1 }],
	['a unless b', undefined],
	['a > b', undefined],
])('%s', (query, expected) => {
	expect(thresholdOf(query)).toEqual(expected);
});

test('values are written in the unit of the one metric a rule is about', () => {
	expect(formatFor(`${metricOf('host.cpu.ratio').series} > 0.8`)(0.931)).toBe('93.1%');
	expect(formatFor('up == 0')(0)).toBe('0');
	expect(formatFor(`${metricOf('host.cpu.ratio').series} / ${metricOf('host.load1').series}`)(2)).toBe('2');
});
