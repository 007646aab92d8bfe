import type { Outcome, Suite } from './suite.ts';
import type { Finding } from './table.ts';

/** What an outcome means: no failure, and as many cases as were asked for. */
export const findingOf = (outcome: Outcome, asked: number): Finding => {
	const { count, failures, detail, short } = outcome;
	const isGood = failures === 0 && count >= asked;
	const few = count < asked ? [`only ${count} of ${asked} were tried`] : [];
	const told = [`${failures} failures`, ...few, ...(detail ? [detail] : [])].join('; ');
	return { count, isGood, result: `${isGood ? '✓' : '✗'} ${told}${short ? `. Short of the promise: ${short}` : ''}` };
};

/** A suite that ended without an outcome. */
export const findingOfError = (error: unknown): Finding => ({
	count: 0,
	isGood: false,
	result: `✗ it did not end: ${(error instanceof Error ? error.message : String(error)).slice(0, 300)}`,
});

/** How many cases to ask of a suite. */
export const countFor = (suite: Suite, options: { readonly isShort: boolean; readonly count: number }): number =>
	options.count > 0 ? Math.min(options.count, suite.full) : options.isShort ? suite.short : suite.full;
