import { type Clean, clean, joinClean, literal } from './clean.ts';
import { applySgr, plainSgr, sgrCodes } from './sgr.ts';

/** From this UTF-16 unit of a text on it is in this style: SGR codes of our own making, '' for none. */
export type StyleRun = { readonly from: number; readonly codes: string };

/** One line of a log, safe to show: its text, and the colours that its container gave it. */
export type LogText = { readonly text: Clean; readonly styles: readonly StyleRun[] };

const unstyled: readonly StyleRun[] = [];
const sgr = /\u001b\[([0-9;]{0,120})m/g;

// The same few come again and again: each is held once.
const shared = new Map<string, string>();
const mostShared = 1000;

const sharedCodes = (codes: string): string => {
	const known = shared.get(codes);
	if (known !== undefined) return known;
	if (shared.size >= mostShared) shared.clear();
	shared.set(codes, codes);
	return codes;
};

// More than a row of the widest screen has cells: a change of colour takes as much as dozens of characters.
const mostRuns = 500;

/**
 * As `clean`, with colours kept apart from the text, the first 500 of them; every other sequence is shown as `␛`. A line
 * ends its style.
 */
export const cleanLog = (raw: string, maxLength: number): LogText => {
	const part = raw.slice(0, maxLength);
	if (!part.includes('\u001b[')) return { text: clean(part, maxLength), styles: unstyled };
	const styles: StyleRun[] = [];
	const parts: Clean[] = [];
	let length = 0;
	const add = (text: Clean) => {
		parts.push(text);
		length += text.length;
	};
	let state = plainSgr;
	let from = 0;
	for (const match of part.matchAll(sgr)) {
		add(clean(part.slice(from, match.index), maxLength));
		from = match.index + match[0].length;
		const next = applySgr(state, match[1]!);
		if (!next.isKnown) add(literal('␛'));
		state = next.state;
		const codes = styles.length < mostRuns - 1 ? sharedCodes(sgrCodes(state)) : '';
		if (styles.at(-1)?.from === length) styles.pop();
		if (codes !== (styles.at(-1)?.codes ?? '')) styles.push({ from: length, codes });
	}
	add(clean(part.slice(from), maxLength));
	return { text: joinClean(parts), styles };
};
