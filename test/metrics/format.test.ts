import { describe, expect, it } from 'vitest';
import {
	formatBytes,
	formatBytesPerSecond,
	formatCores,
	formatCount,
	formatDuration,
	formatRate,
	formatRatio,
	formatValue,
	formatWhole,
} from '../../src/metrics/format.ts';

const GiB = 1024 ** 3;

type Case = readonly [value: number, text: string];
type Format = (value: number | undefined) => string;

const formats: readonly (readonly [what: string, format: Format, width: number, cases: readonly Case[]])[] = [
	[
		'bytes',
		formatBytes,
		8,
		[
			[0, '0 B'],
			[512, '512 B'],
			[1023, '1023 B'],
			[1024, '1.00 KiB'],
			[2 * GiB, '2.00 GiB'],
			[18.2 * GiB, '18.2 GiB'],
			[612 * 1024 ** 2, '612 MiB'],
			[GiB - 1, '1.00 GiB'],
			[1023 * GiB, '1023 GiB'],
		],
	],
	[
		'bytes a second',
		formatBytesPerSecond,
		9,
		[
			[0, '0 B/s'],
			[0.4, '0 B/s'],
			[240_000, '240 kB/s'],
			[12_060_000, '12.1 MB/s'],
			[999_999, '1.00 MB/s'],
			[3.1e9, '3.10 GB/s'],
		],
	],
	[
		'ratios',
		formatRatio,
		5,
		[
			[0, '0.0%'],
			[0.003, '0.3%'],
			[0.372, '37.2%'],
			[0.9994, '99.9%'],
			[0.9996, '100%'],
			[1, '100%'],
		],
	],
	[
		'counts',
		formatCount,
		6,
		[
			[0, '0'],
			[97, '97'],
			[9999, '9999'],
			[3.1, '3.10'],
			[0.05, '0.05'],
			[9.996, '10.0'],
			[37.04, '37.0'],
			[341.2, '341'],
			[9999.6, '10.0k'],
			[12_345, '12.3k'],
			[999_600, '1.00M'],
			[4.2e9, '4.20G'],
		],
	],
	[
		'rates',
		formatRate,
		6,
		[
			[0, '0'],
			[4, '4.00'],
			[50, '50.0'],
			[49.97, '50.0'],
			[341, '341'],
			[12_345, '12.3k'],
		],
	],
	[
		'cores',
		formatCores,
		10,
		[
			[6.1, '6.10 cores'],
			[0.2, '0.20 cores'],
			[12.34, '12.3 cores'],
			[128, '128 cores'],
		],
	],
	[
		'durations',
		formatDuration,
		7,
		[
			[0, '0s'],
			[0.42, '0.4s'],
			[0.96, '1s'],
			[12.4, '12s'],
			[59.6, '1m 0s'],
			[252, '4m 12s'],
			[3600 * 3 + 300, '3h 5m'],
			[86_400 * 4 + 7300, '4d 2h'],
			[86_400 * 400, '400d 0h'],
		],
	],
];

describe.each(formats)('%s', (_, format, width, cases) => {
	it.each(cases)('%d is %s', (value, text) => {
		expect(format(value)).toBe(text);
		expect(text.length).toBeLessThanOrEqual(width);
	});

	it('that nobody knows, or that are no finite number, say so', () => {
		expect(format(undefined)).toBe('–');
		expect(format(Number.POSITIVE_INFINITY)).toBe('+Inf');
		expect(format(Number.NEGATIVE_INFINITY)).toBe('-Inf');
		expect(format(Number.NaN)).toBe('NaN');
	});

	it('below zero keep their sign', () => expect(format(-20)).toBe(`-${format(20)}`));
});

it('a value is written by its unit', () => {
	expect(formatValue(0.5, 'ratio')).toBe('50.0%');
	expect(formatValue(37.04, 'per_second')).toBe('37.0/s');
	expect(formatValue(1, 'boolean')).toBe('yes');
	expect(formatValue(undefined, 'boolean')).toBe('–');
});

it('whole numbers are told with all their digits', () => {
	const told = [0, 7, 999, 1000, 12_345, 999_999, 1_234_567].map(formatWhole);
	expect(told).toEqual(['0', '7', '999', '1,000', '12,345', '999,999', '1,234,567']);
});
