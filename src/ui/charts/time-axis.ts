import type { Glyphs } from '../glyphs.ts';
import { columnOf, type TimeSpan } from './span.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
	...[1, 2, 5, 10, 15, 30].map(count => count * minute),
	...[1, 2, 3, 6, 12].map(count => count * hour),
	...[1, 2, 5, 7, 10, 15, 30].map(count => count * day),
];

// `14:05` or `11-23`, its sign before it, and two blanks.
const roomEach = 8;

const two = (part: number): string => String(part).padStart(2, '0');

const labelOf = (at: number): string => {
	const time = new Date(at);
	const isMidnight = time.getHours() === 0 && time.getMinutes() === 0;
	return isMidnight
		? `${two(time.getMonth() + 1)}-${two(time.getDate())}`
		: `${two(time.getHours())}:${two(time.getMinutes())}`;
};

export type TimeTick = { readonly at: number; readonly label: string };

/** Round times of the clock here, as many as have room in so many columns; midnights are named by their date. */
export const timeTicks = ({ start, end }: Pick<TimeSpan, 'start' | 'end'>, columns: number): readonly TimeTick[] => {
	if (end <= start) return [];
	const least = ((end - start) * roomEach) / Math.max(1, columns);
	const step = steps.find(each => each >= least);
	if (step === undefined) return [];
	const first = new Date(start);
	// Days differ in length where clocks are changed, so that each begins at its own midnight.
	const midnight = (days: number) => new Date(first.getFullYear(), first.getMonth(), first.getDate() + days).getTime();
	const ticks: TimeTick[] = [];
	const add = (at: number) => {
		if (at >= start && at <= end) ticks.push({ at, label: labelOf(at) });
	};
	for (let days = 0; midnight(days) <= end; days += Math.max(1, step / day)) {
		if (step >= day) add(midnight(days));
		else for (let at = midnight(days); at < midnight(days + 1); at += step) add(at);
	}
	return ticks;
};

/** The row of times below a chart of so many columns; what does not fit before the edge is left out. */
export const timeAxis = (span: TimeSpan, columns: number, glyphs: Glyphs): string => {
	let line = '';
	for (const { at, label } of timeTicks(span, columns)) {
		const column = columnOf(span, at, columns);
		const text = glyphs.tick + label;
		if (column === undefined || column < line.length + (line === '' ? 0 : 1) || column + text.length > columns)
			continue;
		line = line.padEnd(column) + text;
	}
	return line.padEnd(columns);
};
