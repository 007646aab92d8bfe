import { plot } from 'asciichart';
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

type Values = readonly (number | undefined)[];

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

// Labels at the ends, and at the half and the quarters where rows fall on them.
const isLabelled = (row: number, last: number): boolean =>
	row === 0 || row === last || (last % 4 === 0 && row % (last / 4) === 0) || (last % 2 === 0 && row === last / 2);

/** A line of the chart with the time cursor at this column, unless it stands elsewhere. */
const withCursor = (line: string, column: number, glyphs: Glyphs, style: Style): string => {
	const cells = [...line];
	const cell = cells[column];
	if (cell === undefined) return paint(line, style);
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
	const clamped = bridged(points).map(value => Math.min(1, Math.max(0, value / max)));
	const drawn = plot(clamped, {
		min: 0,
		max: 1,
		height: height - 1,
		offset: 2,
		symbols: [...glyphs.chart],
		format: (ratio, row) => (isLabelled(row, height - 1) ? label(ratio * max) : '').padStart(labelWidth),
	});
	return drawn.split('\n').map(text => {
		const cells = [...text];
		for (let column = 0; column <= columns; column++) {
			const isGap = points[column] === undefined || (column > 0 && points[column - 1] === undefined);
			if (isGap) cells[labelWidth + column] = column === 0 ? glyphs.chart[1]! : ' ';
		}
		const axis = cells.slice(0, labelWidth + 1).join('');
		const line = cells
			.slice(labelWidth + 1)
			.join('')
			.slice(0, columns)
			.padEnd(columns);
		const place = cursor === undefined ? -1 : Math.round(cursor * (columns - 1));
		return paint(axis, 'dim') + withCursor(line, place, glyphs, style);
	});
};
