import type { LogLine } from '../../engine/container.ts';
import { foldedText } from './body.ts';
import type { Pattern } from './pattern.ts';

const answers = new WeakMap<Pattern, WeakMap<LogLine, boolean>>();

const answersOf = (pattern: Pattern): WeakMap<LogLine, boolean> => {
	const known = answers.get(pattern) ?? new WeakMap<LogLine, boolean>();
	answers.set(pattern, known);
	return known;
};

/** Looks at many lines at once, so that `matches` knows of them. */
export const learn = (pattern: Pattern, lines: readonly LogLine[]): void => {
	if (pattern.isTooSlow()) return;
	const known = answersOf(pattern);
	const unknown = lines.filter(line => !known.has(line));
	if (unknown.length === 0) return;
	const written = pattern.areIn(unknown.map(({ text }) => text));
	const isFolded = (line: LogLine, index: number) => !written?.[index] && foldedText(line) !== line.text;
	const others = unknown.filter(isFolded);
	const shown = pattern.areIn(others.map(foldedText));
	if (!written || !shown) return;
	for (const [index, line] of unknown.entries()) known.set(line, written[index] !== pattern.isInverse);
	for (const [index, line] of others.entries()) known.set(line, shown[index] !== pattern.isInverse);
};

/** Whether a line is one that a pattern asks for, as it was written or as it is shown; never of one that is too slow. */
export const matches = (pattern: Pattern, line: LogLine): boolean => {
	const known = answersOf(pattern);
	if (!known.has(line)) learn(pattern, [line]);
	return known.get(line) ?? false;
};
