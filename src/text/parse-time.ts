/** The forms of a time that a person may type, for a sentence. */
export const timeForms = '03:12, -2h, yesterday 14:00, 2026-11-20 14:00 or 2026-11-20T14:00:00Z';

const msOf = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const ago = /^-?((?:\d{1,7}(?:\.\d+)?[smhdw]\s*)+)(?:ago)?$/;
const clock = /^(?:(today|yesterday)[ ,]*)?(\d{1,2}):(\d\d)(?::(\d\d))?$/;
const date =
	/^(\d{4})-(\d\d)-(\d\d)(?:(?:t|\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?\s*(z|[+-]\d\d:?\d\d)?)?$/;

type Moment = { year: number; month: number; day: number; hour?: number; minute?: number; second?: number };

/** Milliseconds since the epoch of a time of day here; undefined where there is no such day or time. */
const localTime = ({ year, month, day, hour = 0, minute = 0, second = 0 }: Moment): number | undefined => {
	const time = new Date(year, month, day, hour, minute, second);
	const isReal = hour < 24 && minute < 60 && second < 60 && time.getDate() === day && time.getMonth() === month;
	return isReal ? time.getTime() : undefined;
};

const clockTime = (match: RegExpExecArray, now: number): number | undefined => {
	const [, word, hour, minute, second] = match;
	const today = new Date(now);
	const on = (shift: number): number | undefined => {
		const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + shift);
		return localTime({
			year: day.getFullYear(),
			month: day.getMonth(),
			day: day.getDate(),
			hour: Number(hour),
			minute: Number(minute),
			second: Number(second ?? 0),
		});
	};
	const found = on(word === 'yesterday' ? -1 : 0);
	// Without a word it is the last time that the clock showed this.
	return word === undefined && found !== undefined && found > now ? on(-1) : found;
};

const offsetOf = (zone: string): number => {
	if (zone === 'z') return 0;
	const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

const dateTime = (match: RegExpExecArray): number | undefined => {
	const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
	const parts: Moment = {
		year: Number(year),
		month: Number(month) - 1,
		day: Number(day),
		hour: Number(hour),
		minute: Number(minute),
		second: Number(second),
	};
	const milliseconds = Number(fraction.padEnd(3, '0'));
	if (zone === undefined) {
		const time = localTime(parts);
		return time === undefined ? undefined : time + milliseconds;
	}
	const time = new Date(Date.UTC(parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second));
	const isReal = time.getUTCDate() === parts.day && parts.hour! < 24 && parts.minute! < 60 && parts.second! < 60;
	return isReal ? time.getTime() + milliseconds - offsetOf(zone) : undefined;
};

/**
 * A moment as a person types it, in milliseconds since the epoch: a time of day (the last one that has been), a time ago,
 * a date, ISO 8601 with or without a zone, or `now`. Without a zone it is this machine's. Undefined where it is none.
 */
export const parseTime = (text: string, now: number): number | undefined => {
	const typed = text.trim().toLowerCase();
	if (typed === 'now') return now;
	const before = ago.exec(typed)?.[1];
	if (before !== undefined) {
		const spans = [...before.matchAll(/(\d+(?:\.\d+)?)([smhdw])/g)];
		return now - spans.reduce((sum, [, count, unit]) => sum + Number(count) * msOf[unit as keyof typeof msOf], 0);
	}
	const time = clock.exec(typed);
	if (time) return clockTime(time, now);
	const day = date.exec(typed);
	return day ? dateTime(day) : undefined;
};
