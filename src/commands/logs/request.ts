import { AixclError } from '../../errors.ts';
import { clean } from '../../text/clean.ts';
import { parseMoment } from '../../ui/logs/log-time.ts';
import { createPattern, type Pattern } from '../../ui/logs/pattern.ts';
import { everything } from '../log-reading/moments.ts';

/** What `aixcl logs` was asked for. */
export type LogsRequest = {
	/** Lines of each log to begin with. */
	readonly tail: number;
	readonly isFollowing: boolean;
	/** Milliseconds since the epoch. */
	readonly since: number | undefined;
	readonly until: number | undefined;
	readonly pattern: Pattern | undefined;
	/** The least bad of the lines to print. */
	readonly level: 'error' | 'warn' | undefined;
	/** Only what was written before the last start of each container. */
	readonly isPrevious: boolean;
	readonly hasTimes: boolean;
};

const usual = 100;

const usageError = (message: string, hint: string) => new AixclError(message, { code: 'usage', hint });

/** A moment in milliseconds since the epoch, from a time ago such as `10m`, a time of day, or a date. */
export const parseTime = (text: string, now: number, flag = '--since'): number => {
	const time = parseMoment(text, now);
	if (time !== undefined) return time;
	throw usageError(
		`${flag} must be a time, not "${clean(text, 40)}"`,
		'Write it like 10m, 2h, 1d, 03:12 or 2026-11-23T14:02.',
	);
};

const parseTail = (text: string): number => {
	if (text === 'all') return everything;
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw usageError(`--lines must be a number of lines, not "${clean(text, 40)}"`, 'Write it like 200, or all.');
};

// No key waits for it.
const patience = 1000;

/** As on the screen, but that words with a sign of an expression in them are one. */
const parsePattern = (text: string): Pattern => {
	const [, not = '', rest = ''] = /^\s*(!?)\s*(.*)$/s.exec(text) ?? [];
	const isExpression = !rest.startsWith('/') && /[\\^$.*+?()[\]{}|]/.test(rest);
	try {
		const pattern = createPattern(`${not}${isExpression ? `/${rest}/` : rest}`, patience);
		if (pattern) return pattern;
	} catch {
		throw usageError(
			`--grep must be words or a regular expression, not "${clean(text, 60)}"`,
			'Write \\( \\[ \\. \\* for those characters themselves.',
		);
	}
	throw usageError(`--grep needs what to look for, not "${clean(text, 60)}"`, 'Write it like --grep "model load".');
};

const parseLevel = (text: string): 'error' | 'warn' => {
	if (text === 'error' || text === 'warn') return text;
	throw usageError(`--level must be error or warn, not "${clean(text, 40)}"`, 'warn prints errors too.');
};

/** Reads the flags of `aixcl logs`. Throws an AixclError for the first that makes no sense. */
export const parseLogsRequest = (flags: ReadonlyMap<string, string>, now: number): LogsRequest => {
	const [lines, since, until, grep, level] = ['lines', 'since', 'until', 'grep', 'level'].map(name => flags.get(name));
	const isFollowing = flags.get('follow') === 'true';
	const isPrevious = flags.get('previous') === 'true';
	if (isFollowing && (until !== undefined || isPrevious)) {
		throw usageError('--follow goes on for ever, and --until and --previous end', 'Leave one of them out.');
	}
	// Who looks for something, or names a moment, means the whole log.
	const isWhole = since ?? until ?? grep ?? level;
	return {
		tail: lines !== undefined ? parseTail(lines) : isWhole === undefined && !isPrevious ? usual : everything,
		isFollowing,
		since: since === undefined ? undefined : parseTime(since, now),
		until: until === undefined ? undefined : parseTime(until, now, '--until'),
		pattern: grep === undefined ? undefined : parsePattern(grep),
		level: level === undefined ? undefined : parseLevel(level),
		isPrevious,
		hasTimes: flags.get('timestamps') === 'true',
	};
};
