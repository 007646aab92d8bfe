import { formatDuration } from '../../metrics/format.ts';
import type { StampMode } from './log-state.ts';

const pad = (number: number, digits = 2): string => String(number).padStart(digits, '0');

type Parts = { readonly date: string; readonly time: string; readonly millis: string };

const partsOf = (at: number, isUtc: boolean): Parts => {
	const date = new Date(at);
	const [month, day, hours, minutes, seconds] = isUtc
		? [date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
		: [date.getMonth(), date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()];
	return {
		date: `${pad(month + 1)}-${pad(day)}`,
		time: [hours, minutes, seconds].map(part => pad(part)).join(':'),
		millis: pad(date.getUTCMilliseconds(), 3),
	};
};

/** The cells that a timestamp takes in each mode, the blank after it included. */
export const stampWidth: Readonly<Record<StampMode, number>> = { off: 0, relative: 8, local: 19, utc: 20 };

/** When a line was written, in the cells of its mode; blank where it is not known. */
export const stampText = (at: number | undefined, mode: StampMode, now: number): string => {
	const width = stampWidth[mode];
	if (at === undefined || mode === 'off') return ' '.repeat(width);
	if (mode === 'relative') return `${formatDuration(Math.max(0, now - at) / 1000).padStart(width - 1)} `;
	const { date, time, millis } = partsOf(at, mode === 'utc');
	return `${date} ${time}.${millis}${mode === 'utc' ? 'Z' : ''} `;
};

/** A moment for a title: its time, and its date where that is not today's. */
export const momentText = (at: number, now: number): string => {
	const [moment, today] = [partsOf(at, false), partsOf(now, false)];
	return moment.date === today.date ? moment.time : `${moment.date} ${moment.time}`;
};

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/**
 * A moment in milliseconds since the epoch, as people write it: `03:12` or `03:12:30` for the last time it was that
 * late, `-2h` or `2h` ago, `2026-11-20`, `2026-11-20 14:00`, or ISO 8601. Undefined for anything else.
 */
export const parseMoment = (text: string, now: number): number | undefined => {
	const typed = text.trim();
	const [, count, unit] = /^-?(\d{1,9}(?:\.\d+)?)([smhdw])$/.exec(typed) ?? [];
	if (count !== undefined) return now - Number(count) * unitSeconds[unit as keyof typeof unitSeconds] * 1000;
	const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(typed);
	if (clock) {
		const [hours, minutes, seconds] = clock.slice(1).map(part => Number(part ?? 0)) as [number, number, number];
		if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
		const at = new Date(now);
		at.setHours(hours, minutes, seconds, 0);
		if (at.getTime() > now) at.setDate(at.getDate() - 1);
		return at.getTime();
	}
	if (!/^\d{4}-\d\d-\d\d/.test(typed)) return undefined;
	// A date alone would be read as midnight in UTC.
	const full = typed.replace(' ', 'T');
	const at = Date.parse(full.length === 10 ? `${full}T00:00` : full);
	return Number.isNaN(at) ? undefined : at;
};
