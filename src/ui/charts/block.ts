import type { Glyphs } from '../glyphs.ts';
import type { ChartSpec } from './chart-spec.ts';
import { legendHead, legendLine, legendRows, legendWidth } from './legend.ts';
import { plotChart } from './plot.ts';
import { valueWidth } from './scale.ts';
import { columnOf, type TimeSpan } from './span.ts';

/** How charts below each other divide their width, so that one time is one column in all of them. */
export type Division = {
	readonly width: number;
	readonly labelWidth: number;
	/** Of the charts themselves. */
	readonly columns: number;
	/** Of the tables of their lines. */
	readonly table: number;
	/** Whether the tables stand beside the charts, else above them. */
	readonly isBeside: boolean;
};

const gap = 2;
// Beside its table a chart has to have at least so many columns, and so many where there is height enough for both.
const leastColumns = 44;
const wantedColumns = 100;

/** How to draw some charts in so many cells; without a height as narrow as they come. */
export const divide = (specs: readonly ChartSpec[], width: number, height = Infinity): Division => {
	const labelWidth = Math.max(5, ...specs.map(({ unit }) => valueWidth(unit) + 1));
	const side = Math.max(0, ...specs.map(spec => legendWidth(spec)));
	const beside = width - side - gap - labelWidth - 1;
	const rows = specs.reduce((sum, { lines }) => sum + lines.length, 0);
	const isBeside = beside >= (rows * 4 > height ? leastColumns : wantedColumns);
	if (isBeside) return { width, labelWidth, columns: beside, table: side, isBeside };
	const table = Math.min(width, Math.max(0, ...specs.map(spec => legendWidth(spec, spec.title.length))));
	return { width, labelWidth, columns: width - labelWidth - 1, table, isBeside };
};

/** The lines a chart needs above its own: its head, and its table where that has no room beside. */
const headOf = (spec: ChartSpec, span: TimeSpan, { width, table, isBeside }: Division): readonly string[] => {
	if (isBeside) return [legendHead(spec, span, width)];
	const line = legendLine(spec, span, width);
	const rest = ' '.repeat(width - table);
	return line === undefined
		? [legendHead(spec, span, table), ...legendRows(spec, span, table)].map(each => each + rest)
		: [line];
};

/** The lowest place in which a chart tells anything. */
export const leastHeight = (spec: ChartSpec, span: TimeSpan, division: Division): number =>
	headOf(spec, span, division).length + 3;

/** One chart with its axis and the table of its lines, in exactly the division's width and so many lines. */
export const chartBlock = (
	spec: ChartSpec,
	span: TimeSpan,
	division: Division,
	height: number,
	glyphs: Glyphs,
): string[] => {
	const { columns, labelWidth, table, isBeside } = division;
	const head = headOf(spec, span, division).slice(0, Math.max(1, height - 2));
	const rows = Math.max(0, height - head.length);
	const cursor = span.at === undefined ? undefined : columnOf(span, span.at, columns);
	const plotted = plotChart(spec, { columns, rows, labelWidth, glyphs, cursor });
	if (!isBeside) return [...head, ...plotted].slice(0, height);
	const legend = legendRows(spec, span, table);
	return [...head, ...plotted.map((line, row) => `${line}${' '.repeat(gap)}${legend[row] ?? ' '.repeat(table)}`)];
};
