import { cellWidth } from '../text/width.ts';

// One cell in every terminal, and never joined with a neighbour of the same kind.
const simple =
	/^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203b\u2190-\u21ff\u2400-\u2426\u2500-\u259f\u25a0-\u25cf\u2800-\u28ff]*$/;

/** Whether every terminal shows each UTF-16 unit of a text in one cell of its own. */
export const isSimple = (text: string): boolean => simple.test(text);

const longest = 32;
const widths = new Map<string, number>();

/** How many cells a grapheme takes; 0 is one that shows nothing. */
export const graphemeWidth = (grapheme: string): number => {
	const known = widths.get(grapheme);
	if (known !== undefined) return known;
	if (widths.size > 4000) widths.clear();
	const width = cellWidth(grapheme);
	widths.set(grapheme, width);
	return width;
};

let segmenter: Intl.Segmenter | undefined;

/** The graphemes of a text that show something, none of them longer than a terminal has to bear. */
export const graphemesOf = function* (text: string): Generator<string> {
	segmenter ??= new Intl.Segmenter();
	for (const { segment } of segmenter.segment(text)) {
		const grapheme = segment.length > longest ? segment.slice(0, longest).toWellFormed() : segment;
		if (graphemeWidth(grapheme) > 0) yield grapheme.isWellFormed() ? grapheme : '\ufffd';
	}
};

const joining = /^(?:\p{M}|\u200c|\u200d)$/u;

/** The most cells that a terminal may use for a grapheme when it joins less, or counts wider, than we do. */
export const widestReach = (grapheme: string): number => {
	let reach = 0;
	for (const point of grapheme) if (!joining.test(point)) reach += isSimple(point) ? 1 : 2;
	return Math.max(reach, graphemeWidth(grapheme));
};
