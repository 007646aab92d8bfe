import type { PastEvent } from '../../metrics/event.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint } from '../paint.ts';
import { chartBlock, type Division, divide, leastHeight } from './block.ts';
import type { ChartSpec } from './chart-spec.ts';
import { marksRow, nearestWords } from './marks.ts';
import type { TimeSpan } from './span.ts';
import { timeAxis } from './time-axis.ts';

export type Stacked = {
	readonly span: TimeSpan;
	readonly events: readonly PastEvent[];
	readonly width: number;
	readonly height: number;
	readonly glyphs: Glyphs;
};

/** How many lines each chart gets; those at the end that have no room get none. */
const heightsOf = (specs: readonly ChartSpec[], span: TimeSpan, division: Division, room: number): number[] => {
	const least = specs.map(spec => leastHeight(spec, span, division));
	let count = specs.length;
	while (count > 1 && least.slice(0, count).reduce((sum, each) => sum + each, 0) > room) count -= 1;
	const heights = least.slice(0, count);
	const weights = specs.slice(0, count).map(({ weight = 1 }) => weight);
	let left = room - heights.reduce((sum, each) => sum + each, 0);
	// A line at a time to the one that has least for its weight.
	for (; left > 0; left--) {
		const shares = heights.map((height, index) => height / weights[index]!);
		heights[shares.indexOf(Math.min(...shares))]! += 1;
	}
	if (left < 0) heights[0] = room;
	return heights;
};

/** The axis of time below charts that are divided alike, in one line of their width. */
export const timeLine = (
	{ span, glyphs }: Pick<Stacked, 'span' | 'glyphs'>,
	{ width, labelWidth, columns }: Division,
): string =>
	' '.repeat(labelWidth + 1) +
	paint(timeAxis(span, columns, glyphs), 'dim') +
	' '.repeat(width - labelWidth - 1 - columns);

/** The marks of events below charts that are divided alike, in one line of their width. */
export const markLine = (
	{ span, events, glyphs }: Pick<Stacked, 'span' | 'events' | 'glyphs'>,
	{ width, labelWidth, columns }: Division,
): string =>
	' '.repeat(labelWidth + 1) + marksRow(events, span, columns, glyphs) + ' '.repeat(width - labelWidth - 1 - columns);

/**
 * Charts below each other over one axis of time, with the events of that time: exactly `height` lines of `width` cells.
 * The last charts give way where there is no room, the events before the first one.
 */
export const chartStack = (specs: readonly ChartSpec[], stacked: Stacked): string[] => {
	const { span, events, width, height, glyphs } = stacked;
	const division = divide(specs, width, height);
	if (specs.length === 0 || height < 3 || division.columns < 8)
		return Array.from({ length: Math.max(0, height) }, () => ' '.repeat(width));
	const happened = height >= 12 ? [markLine(stacked, division), nearestWords(events, span, width, glyphs)] : [];
	const heights = heightsOf(specs, span, division, height - 1 - happened.length);
	return [
		...heights.flatMap((each, index) => chartBlock(specs[index]!, span, division, each, glyphs)),
		timeLine(stacked, division),
		...happened,
	];
};
