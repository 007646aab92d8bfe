import { appendClean, type Clean, clean, literal } from './clean.ts';
import { applySgr, plainSgr, sgrCodes } from './sgr.ts';

/** From this UTF-16 unit of a text on it is in this style: SGR codes of our own making, '' for none. */
export type StyleRun = { readonly from: number; readonly codes: string };

/** One line of a log, safe to show: its text, and the colours that its container gave it. */
export type LogText = { readonly text: Clean; readonly styles: readonly StyleRun[] };

const unstyled: readonly StyleRun[] = [];
const sgr = /\u001b\[([0-9;]{0,120})m/g;

/** As `clean`, with colours kept apart from the text; every other sequence is shown as `␛`. A line ends its style. */
export const cleanLog = (raw: string, maxLength: number): LogText => {
	const part = raw.slice(0, maxLength);
	if (!part.includes('\u001b[')) return { text: clean(part, maxLength), styles: unstyled };
	const styles: StyleRun[] = [];
	let text: Clean = literal('');
	let state = plainSgr;
	let from = 0;
	for (const match of part.matchAll(sgr)) {
		text = appendClean(text, clean(part.slice(from, match.index), maxLength));
		from = match.index + match[0].length;
		const next = applySgr(state, match[1]!);
		if (!next.isKnown) text = appendClean(text, literal('␛'));
		state = next.state;
		const codes = sgrCodes(state);
		if (styles.at(-1)?.from === text.length) styles.pop();
		if (codes !== (styles.at(-1)?.codes ?? '')) styles.push({ from: text.length, codes });
	}
	return { text: appendClean(text, clean(part.slice(from), maxLength)), styles };
};
