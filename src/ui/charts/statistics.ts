import type { Values } from './line.ts';

export type Statistics = {
	readonly min: number | undefined;
	readonly max: number | undefined;
	/** The smallest value that is not below 95 of a hundred. */
	readonly p95: number | undefined;
};

/** What a window's values come to; gaps are not counted, and without any value all is unknown. */
export const statisticsOf = (values: Values): Statistics => {
	const known = values.filter(value => value !== undefined).toSorted((a, b) => a - b);
	return { min: known[0], max: known.at(-1), p95: known[Math.ceil(known.length * 0.95) - 1] };
};
