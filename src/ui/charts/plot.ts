import type { Unit } from '../../metrics/metric.ts';
import { fitLeft } from '../../text/width.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint, type Style } from '../paint.ts';
import type { ChartLine, ChartSpec, Threshold } from './chart-spec.ts';
import { lineCells, resample, rowOf } from './line.ts';
import { type Scale, scaleOf, tickText } from './scale.ts';

export type PlotPlace = {
	/** Of the chart without its axis. */
	readonly columns: number;
	readonly rows: number;
	readonly labelWidth: number;
	readonly glyphs: Glyphs;
	/** The column of the time cursor, if it stands in here. */
	readonly cursor: number | undefined;
};

type Cell = { readonly sign: string; readonly styles: readonly Style[] };
type Cells = Cell[][];

const blank: Cell = { sign: ' ', styles: [] };

const drawThreshold = (cells: Cells, { value }: Threshold, top: number, { dash }: Glyphs): void => {
	if (value > top) return;
	cells[rowOf(value, top, cells.length)]!.fill({ sign: dash, styles: ['dim'] });
};

/** The name of a threshold in its row: at the left, for what is there is the oldest. */
const nameThreshold = (cells: Cells, { name, value }: Threshold, unit: Unit, top: number): void => {
	const row = cells[rowOf(value, top, cells.length)]!;
	const label = [...` ${name} ${tickText(value, unit)} `];
	if (value > top || label.length + 12 > row.length) return;
	for (const [index, sign] of label.entries()) row[2 + index] = { sign, styles: ['dim'] };
};

// How far a line's letters are apart, at least; those of other lines stand between them.
const letterEvery = 24;

const drawLine = (cells: Cells, { values, style }: ChartLine, top: number, glyphs: Glyphs): void => {
	const drawn = lineCells(resample(values, cells[0]!.length + 1), top, cells.length, glyphs);
	for (const [row, signs] of drawn.entries())
		for (const [column, sign] of signs.entries()) if (sign !== ' ') cells[row]![column] = { sign, styles: [style] };
};

/** The letters of one line of several: in columns that are no other line's, so that lines upon each other show theirs. */
const drawLetters = (cells: Cells, { values, style, letter }: ChartLine, place: number, all: number, top: number) => {
	const columns = cells[0]!.length;
	const points = resample(values, columns + 1);
	const every = Math.max(letterEvery, all * 6);
	for (let column = 2 + place * Math.floor(every / all); column < columns; column += every) {
		const value = points[column + 1];
		if (value === undefined || points[column] === undefined) continue;
		cells[rowOf(value, top, cells.length)]![column] = { sign: letter, styles: [style, 'bold'] };
	}
};

/** Neighbours of one style in one run, so that a row costs few bytes. */
const painted = (row: readonly Cell[]): string => {
	let text = '';
	for (let from = 0; from < row.length; ) {
		const styles = row[from]!.styles.join();
		let to = from + 1;
		while (to < row.length && row[to]!.styles.join() === styles) to += 1;
		const run = row.slice(from, to).map(({ sign }) => sign);
		text += paint(run.join(''), ...row[from]!.styles);
		from = to;
	}
	return text;
};

const axisLabels = ({ top, ticks }: Scale, unit: Unit, rows: number): ReadonlyMap<number, string> =>
	new Map(ticks.map(tick => [rowOf(tick, top, rows), tickText(tick, unit)]));

const highest = ({ lines }: ChartSpec): number =>
	Math.max(0, ...lines.flatMap(({ values }) => values.filter(value => value !== undefined)));

/** What stands where there is nothing to draw: an axis without numbers, for there are none. */
const emptyPlot = ({ columns, rows, labelWidth, glyphs }: PlotPlace): string[] =>
	Array.from({ length: rows }, (_, row) => {
		const text = row === Math.floor(rows / 2) ? ' No values in this window.' : '';
		return paint(' '.repeat(labelWidth) + glyphs.vertical + fitLeft(text, columns, glyphs.ellipsis), 'dim');
	});

/** The lines of a chart over their axis, thresholds behind them: `rows` lines of `labelWidth + 1 + columns` cells. */
export const plotChart = (spec: ChartSpec, place: PlotPlace): string[] => {
	const { columns, rows, labelWidth, glyphs, cursor } = place;
	if (rows < 2 || columns < 4)
		return Array.from({ length: Math.max(0, rows) }, () => ' '.repeat(Math.max(0, labelWidth + 1 + columns)));
	if (spec.lines.every(({ values }) => values.every(value => value === undefined))) return emptyPlot(place);
	const scale = scaleOf(spec.max ?? highest(spec), spec.unit, rows, spec.max !== undefined);
	const cells: Cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => blank));
	const { thresholds = [] } = spec;
	for (const threshold of thresholds) drawThreshold(cells, threshold, scale.top, glyphs);
	// The first is drawn last, above the others.
	for (const line of spec.lines.toReversed()) drawLine(cells, line, scale.top, glyphs);
	const all = spec.lines.length;
	if (all > 1) for (const [index, line] of spec.lines.entries()) drawLetters(cells, line, index, all, scale.top);
	for (const threshold of thresholds) nameThreshold(cells, threshold, spec.unit, scale.top);
	if (cursor !== undefined) {
		for (const row of cells) {
			const cell = row[cursor]!;
			row[cursor] =
				cell.sign === ' '
					? { sign: glyphs.vertical, styles: ['yellow'] }
					: { sign: cell.sign, styles: ['yellow', 'inverse'] };
		}
	}
	const labels = axisLabels(scale, spec.unit, rows);
	return cells.map((row, index) => {
		const label = labels.get(index);
		const axis = `${(label ?? '').padStart(labelWidth - 1)} ${label === undefined ? glyphs.vertical : glyphs.chart[1]}`;
		return paint(axis, 'dim') + painted(row);
	});
};
