import type { NamedLine } from '../log-reading/merge.ts';

const colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94] as const;

/** Writes lines for people: with their container's name in front where there are several, in its colour on a terminal. */
export const createLineFormat = (names: readonly string[], hasColour: boolean): ((line: NamedLine) => string) => {
	if (names.length < 2) return ({ line }) => `${line.text}\n`;
	const width = Math.max(...names.map(name => name.length));
	const prefixes = new Map(
		names.map((name, index) => {
			const prefix = `${name.padEnd(width)} |`;
			return [name, hasColour ? `\u001b[${colours[index % colours.length]}m${prefix}\u001b[0m` : prefix];
		}),
	);
	return ({ name, line }) => `${prefixes.get(name) ?? name} ${line.text}\n`;
};
