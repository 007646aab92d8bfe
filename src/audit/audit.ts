import { randomBytes } from 'node:crypto';
import { type Clean, clean } from '../text/clean.ts';
import { appendLine } from './append.ts';
import { type AuditEntry, begun, lineOf } from './entry.ts';
import { whoRuns } from './who.ts';

/** What is going to be done; who does it is known. */
export type Deed = Pick<AuditEntry, 'action' | 'detail' | 'container' | 'id' | 'endpoint'>;

/** How it ended. */
export type Outcome = {
	/** What it failed with; absent where it did not. */
	readonly error?: unknown;
};

export type Audit = {
	/**
	 * Writes down that it is begun, and gives what writes down how it ended: so it is known of even where this process
	 * is killed in between. Neither rejects, and the second resolves within 2 s: what cannot be written is told once, and
	 * stops nothing.
	 */
	begin(deed: Deed): (outcome: Outcome) => Promise<void>;
};

export type AuditOptions = {
	/** Absolute path of the file. */
	readonly path: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Told once, in one sentence, that nothing can be recorded. */
	readonly warn: (sentence: Clean) => void;
};

const patience = 2000;

/** The record of what is done through this process. */
export const createAudit = ({ path, env, warn }: AuditOptions): Audit => {
	let isWarned = false;
	// One after the other, so that their order in the file is that in which they were done.
	let last: Promise<void> = Promise.resolve();

	const complain = (reason: string) => {
		if (!isWarned) warn(clean(`What is done is not recorded: ${path} cannot be written (${reason})`, 300));
		isWarned = true;
	};

	const write = (entry: AuditEntry): Promise<void> => {
		last = last
			.then(() => appendLine(path, lineOf(entry)))
			.catch(({ code = 'unknown reason' }) => complain(String(code)));
		return last;
	};

	const inTime = async (written: Promise<void>) => {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<void>(resolve => {
			timer = setTimeout(() => {
				complain('it takes too long');
				resolve();
			}, patience);
		});
		await Promise.race([written, late]);
		clearTimeout(timer);
	};

	return {
		begin(deed) {
			const began = performance.now();
			const facts = { deed: clean(randomBytes(6).toString('hex')), at: Date.now(), ...whoRuns(env), ...deed };
			void write({ ...facts, result: begun, message: undefined, seconds: 0 });
			return ({ error }) =>
				inTime(write({ ...facts, ...outcomeOf(error), seconds: (performance.now() - began) / 1000 }));
		},
	};
};

const outcomeOf = (error: unknown): Pick<AuditEntry, 'result' | 'message'> => {
	if (error === undefined) return { result: clean('ok'), message: undefined };
	const facts = Object(error) as Readonly<Record<string, unknown>>;
	const word = [facts.kind, facts.code].find(value => typeof value === 'string') ?? 'error';
	const status = typeof facts.status === 'number' ? ` ${facts.status}` : '';
	const message = error instanceof Error ? error.message : String(error);
	return { result: clean(`${word}${status}`, 40), message: clean(message.split('\n', 1)[0] ?? '', 500) };
};
