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
	/** Of the tables beside them; 0 where they stand above. */
	readonly side: number;
};

const gap = 2;
// Below this a chart beside its table tells less than one below it.
const leastColumns = 44;

/** How to draw some charts in so many cells, their tables beside them where there is room for it. */
export const divide = (specs: readonly ChartSpec[], width: number, tables?: 'above'): Division => {
	const labelWidth = Math.max(5, ...specs.map(({ unit }) => valueWidth(unit) + 1));
	const side = Math.max(0, ...specs.map(legendWidth));
	const beside = width - side - gap - labelWidth - 1;
	return tables === undefined && beside >= leastColumns
		? { width, labelWidth, columns: beside, side }
		: { width, labelWidth, columns: width - labelWidth - 1, side: 0 };
};

/** The lines a chart needs above its own: its head, and its table where that has no room beside. */
const headOf = (spec: ChartSpec, span: TimeSpan, { width, side }: Division): readonly string[] => {
	if (side > 0) return [legendHead(spec, span, width)];
	const line = legendLine(spec, span, width);
	return line === undefined ? [legendHead(spec, span, width), ...legendRows(spec, span, width)] : [line];
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
	const { columns, labelWidth, side } = division;
	const head = headOf(spec, span, division).slice(0, Math.max(1, height - 2));
	const rows = Math.max(0, height - head.length);
	const cursor = span.at === undefined ? undefined : columnOf(span, span.at, columns);
	const plotted = plotChart(spec, { columns, rows, labelWidth, glyphs, cursor });
	if (side === 0) return [...head, ...plotted].slice(0, height);
	const table = legendRows(spec, span, side);
	return [...head, ...plotted.map((line, row) => `${line}${' '.repeat(gap)}${table[row] ?? ' '.repeat(side)}`)];
};
