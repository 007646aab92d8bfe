import { guard, guardPrinted } from '../../../src/terminal/guard.ts';
import { clean } from '../../../src/text/clean.ts';
import { cleanLog } from '../../../src/text/log-text.ts';
import { cellWidth, fitLeft } from '../../../src/text/width.ts';

// C0, DEL, C1; what turns, hides or separates text; halves of pairs; a heap of marks; a mark with nothing before it.
const forbidden =
	/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}|[\p{M}\u200c\u200d]{5}|^[\p{M}\u200c\u200d]/u;

const drawn = /\u001b\[(?:[0-9;]*[mHGCKJ]|\?(?:25|1049|2004|2026)[hl])|\u001b\]8;;(?:https?:\/\/[!-~]+)?\u001b\\/g;

const isAscending = (numbers: readonly number[]) => numbers.every((value, at) => at === 0 || value > numbers[at - 1]!);

const styled = /\u001b\[[0-9;]*m|\r(?:\n|\u001b\[K)/g;

/** The first property of clean text that does not hold of an input, at a width in cells; undefined where all do. */
export const brokenProperty = (input: string, width: number): string | undefined => {
	const text = clean(input);
	if (forbidden.test(text)) return 'clean text holds what may not be';
	if (clean(text, text.length) !== text) return 'cleaning twice is not cleaning once';
	// One unit becomes eight at most: <U+202E>.
	if (text.length > 8 * input.length) return 'clean text is too long';
	if (clean(input, width).length > 8 * width) return 'the limit of length does not hold';
	if (cellWidth(fitLeft(text, width)) !== width) return 'clean text does not fit its cells';
	const line = cleanLog(input, 4096);
	// Its parts are cleaned one by one; marks may meet where a colour was.
	if (/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}/u.test(line.text))
		return 'a line of a log holds what may not be';
	if (!line.styles.every(({ codes }) => /^(?:\d{1,3}(?:;\d{1,3})*)?$/.test(codes))) return 'a colour is none';
	if (!isAscending(line.styles.map(({ from }) => from))) return 'colours are out of order';
	if (guard(text).dropped !== 0) return 'the guard drops of clean text';
	if (/[\u0000-\u001f\u007f-\u009f]/.test(guard(input).text.replace(drawn, '')))
		return 'the guard lets a control through';
	if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(guardPrinted(input).replace(styled, '')))
		return 'the guard of what is printed lets a control through';
	return undefined;
};
