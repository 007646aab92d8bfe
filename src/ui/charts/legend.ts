import { formatValue } from '../../metrics/format.ts';
import { cellWidth, fitLeft } from '../../text/width.ts';
import { factsLine } from '../facts.ts';
import { paint } from '../paint.ts';
import type { ChartLine, ChartSpec } from './chart-spec.ts';
import { valueWidth } from './scale.ts';
import type { TimeSpan } from './span.ts';
import { statisticsOf } from './statistics.ts';

const longestName = 20;

/** The value at the cursor, else of this moment; a gap there has none. */
const shownValue = ({ values, now }: ChartLine, { start, end, at }: TimeSpan): number | undefined => {
	if (at === undefined) return now ? now.value : values.at(-1);
	return values[Math.round(((at - start) / (end - start)) * (values.length - 1))];
};

type Lines = Pick<ChartSpec, 'lines'>;

const hasPeaks = ({ lines }: Lines): boolean => lines.some(({ peak }) => peak !== undefined);

/** Where there are peaks, the highest mean of a line without one is not called so. */
const numbersOf = (spec: Lines, line: ChartLine, span: TimeSpan): readonly (number | undefined)[] => {
	const { min, max, p95 } = statisticsOf(line.values);
	return [shownValue(line, span), min, hasPeaks(spec) ? line.peak : max, p95];
};

/** A line's highest value is its peak where it is told of all that was measured, and not of the means that are drawn. */
const titles = (spec: Lines, { at }: TimeSpan): readonly string[] => [
	at === undefined ? 'now' : 'at',
	'min',
	hasPeaks(spec) ? 'peak' : 'max',
	'p95',
];

/** The cells that the table of a chart's lines needs, with so many for its title at least. */
export const legendWidth = ({ unit, lines }: ChartSpec, title = 0): number => {
	const longest = Math.max(0, ...lines.map(({ name }) => cellWidth(name)));
	return Math.max(title, 2 + Math.min(longestName, longest)) + 4 * (valueWidth(unit) + 1);
};

/** The row above a chart and its table: what it shows, and what the columns are. */
export const legendHead = (spec: ChartSpec, span: TimeSpan, width: number): string => {
	const { title, unit } = spec;
	const columns = titles(spec, span).map(name => name.padStart(valueWidth(unit) + 1));
	const [first = '', ...others] = columns;
	const room = Math.max(0, width - columns.join('').length);
	const style = span.at === undefined ? 'dim' : 'yellow';
	return paint(fitLeft(title, room), 'bold') + paint(first, style) + paint(others.join(''), 'dim');
};

/** A row for each line of the chart, of exactly `width` cells: its letter and name, and its values. */
export const legendRows = (spec: ChartSpec, span: TimeSpan, width: number): string[] =>
	spec.lines.map(line => {
		const { unit } = spec;
		const numbers = numbersOf(spec, line, span).map(value => formatValue(value, unit).padStart(valueWidth(unit) + 1));
		const rest = numbers.join('');
		const [shown = ''] = numbers;
		const name = fitLeft(line.name, Math.max(0, width - 2 - rest.length));
		return `${paint(line.letter, line.style, 'bold')} ${paint(name, line.style)}${shown}${paint(rest.slice(shown.length), 'dim')}`;
	});

/** All of a chart with one line in one row; undefined where that has no room in `width` cells. */
export const legendLine = (spec: ChartSpec, span: TimeSpan, width: number): string | undefined => {
	const { title, unit, lines } = spec;
	const [line] = lines;
	if (line === undefined || lines.length > 1) return undefined;
	const texts = numbersOf(spec, line, span).map(value => formatValue(value, unit).padStart(valueWidth(unit)));
	const names = titles(spec, span);
	const needed = title.length + texts.reduce((sum, text, index) => sum + text.length + names[index]!.length + 3, 0);
	if (needed > width) return undefined;
	const facts = texts.map((text, index) => `${paint(names[index]!, 'dim')} ${text}`);
	return factsLine([paint(title, 'bold'), ...facts], width);
};
