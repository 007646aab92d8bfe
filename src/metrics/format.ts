import prettyBytes from 'pretty-bytes';
import type { Unit } from './metric.ts';

/** What stands for a number nobody knows. */
export const unknown = '–';

type Format = (value: number | undefined) => string;

// Three significant digits; more where the integer part has more, fewer below 0.1.
const digits = (value: number): string => value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);

const known =
	(format: (value: number) => string): Format =>
	value => {
		if (value === undefined) return unknown;
		if (Number.isFinite(value)) return value < 0 ? `-${format(-value)}` : format(value);
		return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
	};

const scaled = (value: number, binary: boolean): string => {
	const [number, unit] = prettyBytes(Math.round(value), { binary }).split(' ');
	return `${unit === 'B' ? number : digits(Number(number))} ${unit}`;
};

/** Bytes in IEC units: `18.2 GiB`, `612 MiB`, `0 B`; at most 8 columns. */
export const formatBytes = known(value => scaled(value, true));

/** Bytes per second in SI units: `12.1 MB/s`, `240 kB/s`; at most 9 columns. */
export const formatBytesPerSecond = known(value => `${scaled(value, false)}/s`);

/** A ratio as per cent: `0.3%`, `99.2%`, `100%`; at most 5 columns up to 1. */
export const formatRatio = known(value => `${(value * 100).toFixed(value < 0.9995 ? 1 : 0)}%`);

const thousands = [
	[1e9, 'G'],
	[1e6, 'M'],
	[1e3, 'k'],
] as const;

const shortened = (value: number): string => {
	const step = value < 9999.5 ? undefined : thousands.find(([size]) => value >= size * 0.9995);
	return step ? digits(value / step[0]) + step[1] : digits(value);
};

/** A count, or a mean of some: `97`, `3.10`, `12.3k`; at most 6 columns. */
export const formatCount = known(value =>
	Number.isInteger(value) && value < 10_000 ? String(value) : shortened(value),
);

/** A rate of events: `50.0`, `3.10`, `12.3k`, but `0`. That it is a whole number now and then is chance; at most 6 columns. */
export const formatRate = known(value => (value === 0 ? '0' : shortened(value)));

/** A whole number with all its digits: `1,204`. Node's own way there loads 8 MiB of tables. */
export const formatWhole = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Busy cores: `6.10 cores`, `0.03 cores`; at most 10 columns. */
export const formatCores = known(value => `${digits(value)} cores`);

const spans = [
	[86_400, 'd', 3600, 'h'],
	[3600, 'h', 60, 'm'],
	[60, 'm', 1, 's'],
] as const;

/** Seconds as the two largest units: `4d 2h`, `4m 12s`, `0.4s`; at most 7 columns up to 999 days. */
export const formatDuration = known(value => {
	if (value < 0.95) return value < 0.05 ? '0s' : `${value.toFixed(1)}s`;
	const seconds = Math.round(value);
	const span = spans.find(([size]) => seconds >= size);
	if (!span) return `${seconds}s`;
	const [size, unit, part, partUnit] = span;
	return `${Math.floor(seconds / size)}${unit} ${Math.floor((seconds % size) / part)}${partUnit}`;
});

/** Watts: `286 W`, `8.40 W`. */
export const formatWatts = known(value => `${digits(value)} W`);

/** Degrees Celsius, in whole ones as sensors tell them: `71 °C`. */
export const formatCelsius = known(value => `${Math.round(value)} °C`);

const withPrefix = (unit: string) =>
	known(value => {
		const step = [...thousands].find(([size]) => value >= size * 0.9995);
		return step ? `${digits(value / step[0])} ${step[1]}${unit}` : `${digits(value)} ${unit}`;
	});

/** Hertz: `1.98 GHz`, `405 MHz`. */
export const formatHertz = withPrefix('Hz');

const formats: Readonly<Record<Unit, Format>> = {
	ratio: formatRatio,
	bytes: formatBytes,
	bytes_per_second: formatBytesPerSecond,
	seconds: formatDuration,
	cores: formatCores,
	count: formatCount,
	per_second: known(value => `${formatRate(value)}/s`),
	celsius: formatCelsius,
	watts: formatWatts,
	hertz: formatHertz,
	joules: withPrefix('J'),
	boolean: known(value => (value === 1 ? 'yes' : 'no')),
	info: known(String),
};

/** A value in a metric's base unit, as the screen shows it. */
export const formatValue = (value: number | undefined, unit: Unit): string => formats[unit](value);
