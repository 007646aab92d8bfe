import { levelOf } from '../../text/log-level.ts';
import type { StyleRun } from '../../text/log-text.ts';
import { nameColour } from '../../text/name-colour.ts';
import { colourOf, foldedText } from '../../ui/logs/body.ts';
import { paintSpan } from '../../ui/logs/paint-span.ts';
import type { NamedLine } from '../log-reading/merge.ts';

export type LineFormat = {
	/** For a person: JSON is folded to what it says. */
	readonly isTerminal: boolean;
	readonly hasColour: boolean;
	/** Whether each line begins with when it was written, in UTC. */
	readonly hasTimes: boolean;
};

const unstyled: readonly StyleRun[] = [];

const bodyOf = ({ line }: NamedLine, { isTerminal, hasColour }: LineFormat): string => {
	const text = isTerminal ? foldedText(line) : line.text;
	if (!hasColour) return text;
	const styles = text === line.text ? (line.styles ?? unstyled) : unstyled;
	return paintSpan(text, [0, text.length], { base: colourOf(line, levelOf(line.text)), styles, found: [] });
};

const timeOf = ({ line: { at } }: NamedLine, { hasColour, hasTimes }: LineFormat): string => {
	if (!hasTimes || at === undefined) return '';
	const time = new Date(at).toISOString();
	return hasColour ? `\u001b[2m${time}\u001b[0m ` : `${time} `;
};

/** Writes lines: with their container's name in front where there are several; in colours as on the screen. */
export const createLineFormat = (names: readonly string[], form: LineFormat): ((line: NamedLine) => string) => {
	if (names.length < 2) return line => `${timeOf(line, form)}${bodyOf(line, form)}\n`;
	const width = Math.max(...names.map(name => name.length));
	const prefixes = new Map(
		names.map(name => {
			const prefix = `${name.padEnd(width)} |`;
			return [name, form.hasColour ? `\u001b[${nameColour(name)}m${prefix}\u001b[0m` : prefix];
		}),
	);
	return line => `${prefixes.get(line.name) ?? line.name} ${timeOf(line, form)}${bodyOf(line, form)}\n`;
};
