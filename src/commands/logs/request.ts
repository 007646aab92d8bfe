import { AixclError } from '../../errors.ts';
import { clean } from '../../text/clean.ts';

/** What `aixcl logs` was asked for. */
export type LogsRequest = {
	/** Lines of each log to begin with. */
	readonly tail: number;
	readonly isFollowing: boolean;
	/** Milliseconds since the epoch. */
	readonly since: number | undefined;
	readonly pattern: RegExp | undefined;
};

const everything = 2 ** 31 - 1;
const usual = 100;

const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

const usageError = (message: string, hint: string) => new AixclError(message, { code: 'usage', hint });

/** A moment in milliseconds since the epoch, from a time ago such as `10m` or an ISO 8601 time. */
export const parseSince = (text: string, now: number): number => {
	const [, count, unit] = /^(\d{1,9}(?:\.\d+)?)([smhd])$/.exec(text.trim()) ?? [];
	if (count !== undefined) return now - Number(count) * secondsOf[unit as keyof typeof secondsOf] * 1000;
	const time = /^\d{4}-\d\d-\d\d/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
	if (!Number.isNaN(time)) return time;
	throw usageError(
		`--since must be a time, not "${clean(text, 40)}"`,
		'Write it like 10m, 2h, 1d or 2026-11-23T14:02.',
	);
};

const parseTail = (text: string): number => {
	if (text === 'all') return everything;
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw usageError(`--lines must be a number of lines, not "${clean(text, 40)}"`, 'Write it like 200, or all.');
};

const parsePattern = (text: string): RegExp => {
	try {
		return new RegExp(text, 'u');
	} catch {
		throw usageError(
			`--grep must be a regular expression, not "${clean(text, 60)}"`,
			'Write \\( \\[ \\. \\* for those characters themselves.',
		);
	}
};

/** Reads the flags of `aixcl logs`. Throws an AixclError for the first that makes no sense. */
export const parseLogsRequest = (flags: ReadonlyMap<string, string>, now: number): LogsRequest => {
	const [lines, since, grep] = ['lines', 'since', 'grep'].map(name => flags.get(name));
	// Who looks for something, or names a moment, means the whole log.
	const tail = since === undefined && grep === undefined ? usual : everything;
	return {
		tail: lines === undefined ? tail : parseTail(lines),
		isFollowing: flags.get('follow') === 'true',
		since: since === undefined ? undefined : parseSince(since, now),
		pattern: grep === undefined ? undefined : parsePattern(grep),
	};
};
