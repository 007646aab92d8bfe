import type { LogLine } from '../../engine/container.ts';
import { foldJson, unfoldJson } from '../../text/json-line.ts';
import type { Level } from '../../text/log-level.ts';
import type { StyleRun } from '../../text/log-text.ts';
import type { HeldLine } from './held-line.ts';

/** One text of a line: most have one, an unfolded one several. */
export type Paragraph = { readonly text: string; readonly styles: readonly StyleRun[]; readonly base: string };

const levelCodes: Readonly<Record<Level, string>> = { error: '31', warn: '33', info: '', debug: '2' };
const unstyled: readonly StyleRun[] = [];

/** The codes of a line's colour by its level or its stream; '' where its container has given it some. */
export const colourOf = ({ stream, styles }: LogLine, level: Level | undefined): string => {
	if (styles) return '';
	return level === undefined ? (stream === 'stderr' ? '33' : '') : levelCodes[level];
};

const baseOf = ({ line, level, isMark }: HeldLine): string => (isMark ? '36' : colourOf(line, level));

const folded = new WeakMap<LogLine, string>();

/** A line of JSON as people read it; any other as it is. */
export const foldedText = (line: LogLine): string => {
	if (!line.text.startsWith('{')) return line.text;
	const known = folded.get(line);
	if (known !== undefined) return known;
	const text = foldJson(line.text) ?? line.text;
	folded.set(line, text);
	return text;
};

/** Whether Enter has something to open. */
export const canUnfold = ({ line }: HeldLine): boolean => foldedText(line) !== line.text;

/** What a line says, a text or several, with its colours. */
export const paragraphsOf = (held: HeldLine, isUnfolded: boolean): readonly Paragraph[] => {
	const base = baseOf(held);
	const { text, styles } = held.line;
	if (isUnfolded) {
		const lines = unfoldJson(text);
		if (lines) return lines.map(line => ({ text: line, styles: unstyled, base }));
	}
	const shown = foldedText(held.line);
	return [{ text: shown, styles: shown === text ? (styles ?? unstyled) : unstyled, base }];
};
