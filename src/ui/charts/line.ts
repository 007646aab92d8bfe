import { plot } from 'asciichart';
import type { Glyphs } from '../glyphs.ts';

export type Values = readonly (number | undefined)[];

/** As many values as there are columns: each the mean of the values that fall into it, undefined where none does. */
export const resample = (values: Values, columns: number): (number | undefined)[] =>
	Array.from({ length: columns }, (_, column) => {
		const from = Math.floor((column * values.length) / columns);
		const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns));
		const known = values.slice(from, to).filter(value => value !== undefined);
		return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
	});

// asciichart knows no gaps: they are bridged for it, and their columns blanked afterwards.
const bridged = (values: Values): number[] => {
	let last = values.find(value => value !== undefined) ?? 0;
	return values.map(value => {
		last = value ?? last;
		return last;
	});
};

/** The row of a value, from 0 at the top; what lies outside the scale stays at its end. */
export const rowOf = (value: number, top: number, rows: number): number =>
	rows - 1 - Math.round(Math.min(1, Math.max(0, value / top)) * (rows - 1));

/**
 * A line from 0 to `top` as `rows` times `points - 1` signs, blank where there is nothing: each column joins two points.
 * A point without neighbours is a mark of its own.
 */
export const lineCells = (points: Values, top: number, rows: number, glyphs: Glyphs): string[][] => {
	const clamped = bridged(points).map(value => Math.min(1, Math.max(0, value / top)));
	const drawn = plot(clamped, {
		min: 0,
		max: 1,
		height: rows - 1,
		offset: 2,
		symbols: [...glyphs.chart],
		format: () => ' ',
	});
	const columns = points.length - 1;
	const cells = drawn.split('\n').map(text => [...text].slice(2, columns + 2));
	for (let column = 0; column < columns; column++) {
		if (points[column] !== undefined && points[column + 1] !== undefined) continue;
		for (const row of cells) row[column] = ' ';
	}
	for (const [index, value] of points.entries()) {
		if (value === undefined || points[index - 1] !== undefined || points[index + 1] !== undefined) continue;
		cells[rowOf(value, top, rows)]![Math.min(index, columns - 1)] = glyphs.mark;
	}
	return cells;
};
