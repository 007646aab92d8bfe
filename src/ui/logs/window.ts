import type { HeldLine } from './held-line.ts';

/** One row of all: of which line (by its index), and which of that line's rows. */
export type RowPlace = { readonly index: number; readonly row: number };

/** Lines, and how many rows each takes. */
export type Rows = { readonly lines: readonly HeldLine[]; readonly count: (held: HeldLine) => number };

const countAt = ({ lines, count }: Rows, index: number): number => (lines[index] ? count(lines[index]) : 0);

export const lastRow = (rows: Rows): RowPlace => {
	const index = rows.lines.length - 1;
	return { index, row: countAt(rows, index) - 1 };
};

/** So many rows on, or back where it is negative; at most to the first or the last row. */
export const stepRows = (rows: Rows, from: RowPlace, by: number): RowPlace => {
	let { index, row } = from;
	row += by;
	while (row < 0) {
		if (index <= 0) return { index: 0, row: 0 };
		index -= 1;
		row += countAt(rows, index);
	}
	for (let count = countAt(rows, index); row >= count; count = countAt(rows, index)) {
		if (index >= rows.lines.length - 1) return { index, row: Math.max(0, count - 1) };
		row -= count;
		index += 1;
	}
	return { index, row };
};

const isBefore = (a: RowPlace, b: RowPlace): boolean => a.index < b.index || (a.index === b.index && a.row < b.row);

export const isSameRow = (a: RowPlace, b: RowPlace): boolean => a.index === b.index && a.row === b.row;

/** The rows in sight: the first and the last of them. */
export type Window = { readonly top: RowPlace; readonly bottom: RowPlace };

/** As many rows as fit that end at a place; it moves down where there are too few above it. */
export const windowEndingAt = (rows: Rows, end: RowPlace, height: number): Window => {
	const row = Math.min(end.row, countAt(rows, end.index) - 1);
	const top = stepRows(rows, { index: end.index, row }, 1 - height);
	return { top, bottom: stepRows(rows, top, height - 1) };
};

/** The window, moved as little as needed to show the rows from one place to another, or the first of them. */
export const windowShowing = (
	rows: Rows,
	window: Window,
	[from, to]: readonly [RowPlace, RowPlace],
	height: number,
): Window => {
	if (isBefore(from, window.top)) return windowEndingAt(rows, stepRows(rows, from, height - 1), height);
	if (!isBefore(window.bottom, to)) return window;
	const lowest = stepRows(rows, from, height - 1);
	return windowEndingAt(rows, isBefore(lowest, to) ? lowest : to, height);
};

export const isAbove = isBefore;
