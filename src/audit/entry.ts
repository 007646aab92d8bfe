import { type Clean, clean, literal } from '../text/clean.ts';

/** What somebody did to a container through aixcl. Absent is unknown, or did not apply. */
export type AuditEntry = {
	/** Tells it apart; the line of its beginning and that of its end have the same. */
	readonly deed: Clean;
	/** Milliseconds since the epoch when it was asked for. */
	readonly at: number;
	/** Who ran aixcl, by name, or `uid 1000` where that has none. */
	readonly user: Clean;
	/** Who became that user by sudo. */
	readonly sudoUser: Clean | undefined;
	/** The address that this came from over SSH. */
	readonly client: Clean | undefined;
	/** E.g. `restart`, `kill`, `exec`, `create`. */
	readonly action: Clean;
	/** The signal, or the program that was run. */
	readonly detail: Clean | undefined;
	readonly container: Clean;
	/** Absent where no container came of it. */
	readonly id: Clean | undefined;
	/** The engine, as the header shows it. */
	readonly endpoint: Clean;
	/** `ok`, or a word for what kept it from being so; of `begun` and `unknown` nobody knows the outcome. */
	readonly result: Clean;
	/** The sentence that went with it. */
	readonly message: Clean | undefined;
	/** How long it took. */
	readonly seconds: number;
};

/** The result of what has not ended yet, or never will because this process is gone. */
export const begun = literal('begun');

/** As it lies in the file: one line of JSON, with its end. */
export const lineOf = ({ at, seconds, ...texts }: AuditEntry): string =>
	`${JSON.stringify({ time: new Date(at).toISOString(), ...texts, seconds: Math.round(seconds * 1000) / 1000 })}\n`;

/** Reads a line of the file, which anything may have written; undefined where it is none of ours. */
export const parseLine = (line: string): AuditEntry | undefined => {
	let json: Record<string, unknown>;
	try {
		json = Object(JSON.parse(line));
	} catch {
		return undefined;
	}
	const text = (key: string, longest = 256) => {
		const value = Object.hasOwn(json, key) ? json[key] : undefined;
		return typeof value === 'string' ? clean(value, longest) : undefined;
	};
	const at = Date.parse(text('time') ?? '');
	const [action, container, result] = [text('action'), text('container'), text('result')];
	if (Number.isNaN(at) || action === undefined || container === undefined || result === undefined) return undefined;
	return {
		deed: text('deed') ?? clean(''),
		at,
		user: text('user') ?? clean(''),
		sudoUser: text('sudoUser'),
		client: text('client'),
		action,
		detail: text('detail'),
		container,
		id: text('id'),
		endpoint: text('endpoint') ?? clean(''),
		result,
		message: text('message', 500),
		seconds: typeof json.seconds === 'number' && json.seconds >= 0 ? json.seconds : 0,
	};
};
