import type { Window } from '../metrics/history.ts';

/** Times of the points of a window, in milliseconds: multiples of the step, so that they stay where they are. */
export type Grid = { readonly start: number; readonly end: number; readonly step: number; readonly length: number };

// Prometheus refuses more than 11,000 points a series.
const mostPoints = 10_000;

/** The grid a window is read on; its step is whole seconds and may be wider than the one asked for. */
export const gridOf = ({ end, span, step }: Window): Grid => {
	const wide = Math.ceil(Math.max(step, span / mostPoints, 1000) / 1000) * 1000;
	const last = Math.floor(end / wide) * wide;
	const start = Math.min(Math.ceil((end - span) / wide) * wide, last);
	return { start, end: last, step: wide, length: (last - start) / wide + 1 };
};

/** The part of a grid from its point at `index` on. */
export const gridFrom = ({ start, end, step, length }: Grid, index: number): Grid => ({
	start: start + index * step,
	end,
	step,
	length: length - index,
});
