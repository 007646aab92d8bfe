import { cellWidth } from '../text/width.ts';

/** Every sign the screen draws that is not ASCII, with what stands for it where the terminal has only ASCII. */
export type Glyphs = {
	readonly isAscii: boolean;
	readonly corners: readonly [topLeft: string, topRight: string, bottomLeft: string, bottomRight: string];
	readonly horizontal: string;
	readonly vertical: string;
	/** Symbols of a line chart, in asciichart's order. */
	readonly chart: readonly [string, string, string, string, string, string, string, string, string, string];
	/** A bar's full cell, its partial cells from an eighth up, and its empty cell. */
	readonly full: string;
	readonly eighths: readonly string[];
	readonly empty: string;
	/** Heights within one cell, the lowest first. */
	readonly levels: readonly string[];
	/** A line that steps back behind those of values. */
	readonly dash: string;
	/** Where on the axis above a time is. */
	readonly tick: string;
	readonly dot: string;
	readonly hollow: string;
	readonly up: string;
	readonly down: string;
	readonly left: string;
	readonly right: string;
	readonly warning: string;
	readonly pointer: string;
	readonly mark: string;
	readonly descending: string;
	readonly ascending: string;
	readonly separator: string;
	readonly unknown: string;
	readonly ellipsis: string;
};

export const unicodeGlyphs: Glyphs = {
	isAscii: false,
	corners: ['╭', '╮', '╰', '╯'],
	horizontal: '─',
	vertical: '│',
	chart: ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'],
	full: '█',
	eighths: ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'],
	empty: ' ',
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	dash: '╌',
	tick: '╵',
	dot: '●',
	hollow: '○',
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	warning: '▲',
	pointer: '›',
	mark: '•',
	descending: '▾',
	ascending: '▴',
	separator: '·',
	unknown: '–',
	ellipsis: '…',
};

export const asciiGlyphs: Glyphs = {
	isAscii: true,
	corners: ['+', '+', '+', '+'],
	horizontal: '-',
	vertical: '|',
	chart: ['+', '|', '-', '-', '-', '`', '.', '.', "'", '|'],
	full: '#',
	eighths: [''],
	empty: ' ',
	levels: ['_', '.', '-', '=', '+', '*', '#', '@'],
	dash: '~',
	tick: '|',
	dot: '*',
	hollow: 'o',
	up: '^',
	down: 'v',
	left: '<',
	right: '>',
	warning: '!',
	pointer: '>',
	mark: '*',
	descending: 'v',
	ascending: '^',
	separator: '-',
	unknown: '-',
	ellipsis: '~',
};

const standsFor: Readonly<Record<string, string>> = {
	'–': '-',
	'—': '-',
	'…': '~',
	'·': '-',
	'␛': '^',
	'↑': '^',
	'↓': 'v',
	'←': '<',
	'→': '>',
};

/** A line with nothing but ASCII in it, of the same width. */
const asciiOnly = (line: string): string =>
	line.replace(/[^\u0000-\u007e]+/g, part =>
		[...part].map(sign => standsFor[sign] ?? '?'.repeat(cellWidth(sign))).join(''),
	);

/** Lines as a terminal with these glyphs can show them. */
export const shownWith = (glyphs: Glyphs, lines: readonly string[]): readonly string[] =>
	glyphs.isAscii ? lines.map(asciiOnly) : lines;
