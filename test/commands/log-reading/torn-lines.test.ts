import { expect, test } from 'vitest';
import { keyOfLine } from '../../../src/commands/log-reading/moments.ts';
import { createTorn, takeOne } from '../../../src/commands/log-reading/torn-lines.ts';
import type { LogLine } from '../../../src/engine/container.ts';
import { clean } from '../../../src/text/clean.ts';

const second = 1_800_000_000_000;
const lineOf = (text: string, at = second): LogLine => ({ stream: 'stdout', at, nanos: 0, text: clean(text) });
const knownOf = (...texts: readonly string[]) => new Map(texts.map(text => [keyOfLine(lineOf(text)), 1]));

/** Which of these lines are new, where those are known. */
const newOf = (known: Map<string, number>, lines: readonly LogLine[]) => {
	const isTorn = createTorn(known);
	return lines.filter(line => !takeOne(known, keyOfLine(line)) && !isTorn(line)).map(({ text }) => text);
};

test('a line whose beginning was told behind the line before it is not new', () => {
	// As Podman 4.3.1 told the last lines of a log that holds entry 3253 and entry 3254.
	const known = knownOf('entry 3252', 'entry 3253en', 'try 3254', 'entry 3255');
	const lines = [3252, 3253, 3254, 3255, 3256].map(number => lineOf(`entry ${number}`));
	expect(newOf(known, lines)).toEqual(['entry 3256']);
	expect(known.size).toBe(0);
});

test('also where all of it was, but its end', () => {
	const known = knownOf('entry 3997entry 3998', '', 'entry 3999');
	expect(
		newOf(
			known,
			[3997, 3998, 3999, 4000].map(number => lineOf(`entry ${number}`)),
		),
	).toEqual(['entry 4000']);
});

test('a new line is new, though it begins like what is known of another second, or is told to the nanosecond', () => {
	expect(newOf(knownOf('entry 12'), [lineOf('entry 1', second + 1000)])).toEqual(['entry 1']);
	expect(newOf(knownOf('entry 12'), [lineOf('')])).toEqual(['']);
	const exact = lineOf('entry 12', second + 1);
	expect(newOf(new Map([[keyOfLine(exact), 1]]), [lineOf('entry 1', second + 1)])).toEqual(['entry 1']);
});
