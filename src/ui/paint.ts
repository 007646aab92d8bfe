import { cellWidth, clip } from '../text/width.ts';

/** Styles by their SGR codes: on, off. The terminal's own 16 colours, so that every theme of its owner holds. */
const codes = {
	bold: [1, 22],
	dim: [2, 22],
	inverse: [7, 27],
	red: [31, 39],
	green: [32, 39],
	yellow: [33, 39],
	blue: [34, 39],
	magenta: [35, 39],
	cyan: [36, 39],
	white: [37, 39],
} as const;

export type Style = keyof typeof codes;

/** A text in some styles; the last one named is the innermost. */
export const paint = (text: string, ...styles: readonly Style[]): string =>
	text === ''
		? ''
		: styles.reduceRight((inner, style) => `\u001b[${codes[style][0]}m${inner}\u001b[${codes[style][1]}m`, text);

const sgr = /\u001b\[[0-9;]*m/g;

/** A painted text without its styles. */
export const unpaint = (text: string): string => text.replace(sgr, '');

/** A painted text of at most so many cells; one that has to be cut loses its styles. */
export const clipPainted = (text: string, width: number): string => {
	const plain = unpaint(text);
	return cellWidth(plain) <= width ? text : clip(plain, width);
};
