import { foldedText } from './body.ts';
import type { HeldLine } from './held-line.ts';
import type { Pattern } from './pattern.ts';

const answers = new WeakMap<Pattern, WeakMap<HeldLine, boolean>>();

/** Whether a line is one that a pattern asks for, as it was written or as it is shown. Remembers what it looked at. */
export const matches = (pattern: Pattern, held: HeldLine): boolean => {
	const known = answers.get(pattern) ?? new WeakMap<HeldLine, boolean>();
	answers.set(pattern, known);
	const answer = known.get(held);
	if (answer !== undefined) return answer;
	const isIn = pattern.isIn(held.line.text) || (held.line.text.startsWith('{') && pattern.isIn(foldedText(held)));
	known.set(held, isIn !== pattern.isInverse);
	return isIn !== pattern.isInverse;
};
