import { formatCount, formatDuration, unknown } from '../../metrics/format.ts';

/** Seconds with three digits where they are few: `12.0 ms`, `1.23 s`, `4m 12s`; at most 7 columns. */
export const formatLatency = (seconds: number | undefined): string => {
	if (seconds === undefined || !Number.isFinite(seconds)) return unknown;
	if (seconds < 0.9995) return `${formatCount(seconds * 1000)} ms`;
	return seconds < 59.5 ? `${formatCount(seconds)} s` : formatDuration(seconds);
};
