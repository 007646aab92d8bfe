import { lineCells, resample, rowOf, type Values } from './charts/line.ts';
import type { Glyphs } from './glyphs.ts';
import { paint, type Style } from './paint.ts';

export type ChartOptions = {
	readonly width: number;
	readonly height: number;
	readonly max: number;
	/** The label of a value on the axis. */
	readonly label: (value: number) => string;
	readonly labelWidth: number;
	readonly glyphs: Glyphs;
	/** Of the line; the axis steps back behind it. */
	readonly style: Style;
	/** Where the time cursor stands, from 0 at the left to 1 at the right; absent is nowhere. */
	readonly cursor?: number | undefined;
};

// Labels at the ends, and at the half and the quarters where rows fall on them.
const isLabelled = (row: number, last: number): boolean =>
	row === 0 || row === last || (last % 4 === 0 && row % (last / 4) === 0) || (last % 2 === 0 && row === last / 2);

/** A line of the chart with the time cursor at this column, unless it stands elsewhere. */
const withCursor = (cells: readonly string[], column: number, glyphs: Glyphs, style: Style): string => {
	const cell = cells[column];
	if (cell === undefined) return paint(cells.join(''), style);
	const shown = cell === ' ' ? paint(glyphs.vertical, 'yellow') : paint(cell, 'yellow', 'inverse');
	return paint(cells.slice(0, column).join(''), style) + shown + paint(cells.slice(column + 1).join(''), style);
};

/** A line chart from 0 to `max`, labels and axis included, of exactly `width` x `height` cells; gaps are left blank. */
export const chart = (
	values: Values,
	{ width, height, max, label, labelWidth, glyphs, style, cursor }: ChartOptions,
): string[] => {
	const columns = width - labelWidth - 1;
	if (columns < 4 || height < 2 || max <= 0)
		return Array.from({ length: height }, () => ' '.repeat(Math.max(0, width)));
	const points = resample(values, columns + 1);
	const [first] = points;
	// The axis is crossed at its top, and where the line begins.
	const crossed = first === undefined ? [] : [0, rowOf(first, max, height)];
	const last = height - 1;
	return lineCells(points, max, height, glyphs).map((cells, row) => {
		const text = isLabelled(row, last) ? label(((last - row) / last) * max) : '';
		const axis = text.padStart(labelWidth) + (crossed.includes(row) ? glyphs.chart[0] : glyphs.chart[1]);
		const place = cursor === undefined ? -1 : Math.round(cursor * (columns - 1));
		return paint(axis, 'dim') + withCursor(cells, place, glyphs, style);
	});
};
