import { oneOf } from '../../config/parse-choice.ts';
import { AixclError } from '../../errors.ts';
import { type NamedWindow, windowOf, windows } from '../../metrics/window.ts';
import { clean } from '../../text/clean.ts';
import { parseTime, timeForms } from '../../text/parse-time.ts';

/** What one snapshot is asked for. */
export type OnceRequest = {
	readonly format: 'text' | 'json' | 'csv';
	/** Milliseconds since the epoch; absent is now. */
	readonly at: number | undefined;
	/** The past to print too, or, as CSV, alone. */
	readonly window: NamedWindow | undefined;
};

const usageError = (message: string, hint: string) => new AixclError(message, { code: 'usage', hint });

const parseAt = (text: string, now: number): number => {
	const at = parseTime(text, now);
	if (at !== undefined) return at;
	throw usageError(`--at must be a time, not "${clean(text, 40)}"`, `Write it like ${timeForms}.`);
};

const parseWindow = (text: string): NamedWindow | undefined =>
	windowOf(oneOf(windows.map(({ name }) => name))(text, '--window'));

/** Reads the flags of one snapshot. Throws an AixclError for the first that makes no sense; `now` is this machine's time. */
export const parseOnceRequest = (flags: ReadonlyMap<string, string>, now: number): OnceRequest => {
	const [isJson, isCsv] = ['json', 'csv'].map(name => flags.get(name) === 'true');
	if (isJson && isCsv) throw usageError('--json and --csv exclude each other', 'Give one of the two.');
	const [at, name] = [flags.get('at'), flags.get('window')];
	const window = name === undefined ? undefined : parseWindow(name);
	if (window && !isJson && !isCsv) {
		throw usageError('The past of a window is printed as CSV or JSON', 'Add --csv or --json.');
	}
	return {
		format: isJson ? 'json' : isCsv ? 'csv' : 'text',
		at: at === undefined ? undefined : parseAt(at, now),
		window: window ?? (isCsv ? windows[0] : undefined),
	};
};

/** Whether any flag asks for a snapshot and no screen. */
export const asksForSnapshot = (flags: ReadonlyMap<string, string>): boolean =>
	['once', 'json', 'csv'].some(name => flags.get(name) === 'true') || flags.has('at') || flags.has('window');
