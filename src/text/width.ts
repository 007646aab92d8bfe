import stringWidth from 'string-width';

// ASCII, Latin, box drawing, blocks, braille and the few signs of our own screens: one cell each.
const oneCellEach =
	/^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u259f\u25a0-\u25cf\u2800-\u28ff]*$/;

/** How many terminal cells a text without escape sequences takes. */
export const cellWidth = (text: string): number => (oneCellEach.test(text) ? text.length : stringWidth(text));

const segmenter = () => new Intl.Segmenter();
let graphemes: Intl.Segmenter | undefined;

/** The longest beginning of a text that fits in so many cells. */
export const clip = (text: string, width: number): string => {
	if (oneCellEach.test(text)) return text.slice(0, Math.max(0, width));
	graphemes ??= segmenter();
	let used = 0;
	let kept = '';
	for (const { segment } of graphemes.segment(text)) {
		used += cellWidth(segment);
		if (used > width) break;
		kept += segment;
	}
	return kept;
};

/** A text in exactly so many cells: cut with an ellipsis, or padded with blanks on the right. */
export const fitLeft = (text: string, width: number, ellipsis = '…'): string => {
	const cells = cellWidth(text);
	if (cells <= width) return text + ' '.repeat(width - cells);
	if (width <= 0) return '';
	const cut = clip(text, width - cellWidth(ellipsis)) + ellipsis;
	return cut + ' '.repeat(Math.max(0, width - cellWidth(cut)));
};

/** As `fitLeft`, with the text at the right edge. */
export const fitRight = (text: string, width: number, ellipsis = '…'): string => {
	const cells = cellWidth(text);
	return cells <= width ? ' '.repeat(width - cells) + text : fitLeft(text, width, ellipsis);
};
