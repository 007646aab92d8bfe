import { foldJson } from '../../text/json-line.ts';
import type { StyleRun } from '../../text/log-text.ts';
import { nameColour } from '../../text/name-colour.ts';
import { paintSpan } from '../../ui/logs/paint-span.ts';
import type { NamedLine } from '../log-reading/merge.ts';

export type LineFormat = {
	/** For a person: JSON is folded to what it says. */
	readonly isTerminal: boolean;
	readonly hasColour: boolean;
};

const unstyled: readonly StyleRun[] = [];

const bodyOf = ({ text, styles = unstyled }: NamedLine['line'], { isTerminal, hasColour }: LineFormat): string => {
	const folded = isTerminal && text.startsWith('{') ? foldJson(text) : undefined;
	if (folded !== undefined || !hasColour) return folded ?? text;
	return paintSpan(text, [0, text.length], { base: '', styles, found: [] });
};

/** Writes lines: with their container's name in front where there are several, in the colour it always has. */
export const createLineFormat = (names: readonly string[], form: LineFormat): ((line: NamedLine) => string) => {
	if (names.length < 2) return ({ line }) => `${bodyOf(line, form)}\n`;
	const width = Math.max(...names.map(name => name.length));
	const prefixes = new Map(
		names.map(name => {
			const prefix = `${name.padEnd(width)} |`;
			return [name, form.hasColour ? `\u001b[${nameColour(name)}m${prefix}\u001b[0m` : prefix];
		}),
	);
	return ({ name, line }) => `${prefixes.get(name) ?? name} ${bodyOf(line, form)}\n`;
};
