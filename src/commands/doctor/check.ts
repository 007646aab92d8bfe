import { describeError } from '../../errors.ts';
import { type Clean, clean } from '../../text/clean.ts';

export type Verdict = 'fail' | 'warn' | 'pass' | 'n.a.';

/** One thing that was looked at. */
export type Check = {
	/** Stable, for scripts, e.g. `service.grafana`. */
	readonly id: string;
	readonly verdict: Verdict;
	/** What was found, in one sentence without its full stop. */
	readonly text: Clean;
	/** What mends it: a command where there is one. */
	readonly fix: Clean | undefined;
};

const check =
	(verdict: Verdict) =>
	(id: string, text: string, fix?: string): Check => ({
		id,
		verdict,
		text: clean(text),
		fix: fix === undefined ? undefined : clean(fix),
	});

export const pass = check('pass');
export const warn = check('warn');
export const fail = check('fail');
export const notApplicable = check('n.a.');

/** A failure from what was thrown, with its hint as the way out. */
export const failBy = (id: string, error: unknown): Check => {
	const { message, hint } = describeError(error);
	return fail(id, message, hint);
};

const urgency: Readonly<Record<Verdict, number>> = { fail: 0, warn: 1, pass: 2, 'n.a.': 3 };

/** The most urgent first; among equals, what others depend on. */
export const byUrgency = (checks: readonly Check[]): readonly Check[] =>
	checks.toSorted((a, b) => urgency[a.verdict] - urgency[b.verdict]);
