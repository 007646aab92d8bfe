import { type Grid, unknown } from './grid.ts';
import { looksOf } from './looks.ts';

/**
 * A cell in the units of the picture, and where in it text stands: as wide as the signs of DejaVu Sans Mono and Menlo, for
 * not every program stretches text to its length, and no higher than their lines, so that borders have no gaps.
 */
const cell = { width: 8.43, height: 16, baseline: 13 } as const;
const margin = 8;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

// What XML cannot hold at all.
const impossible = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g;

const escaped = (text: string): string =>
	text
		.toWellFormed()
		.replace(impossible, ' ')
		.replace(/[&<>]/g, sign => escapes[sign]!);

type Run = { readonly column: number; readonly count: number; readonly text: string; readonly at: number };

/** The cells of a row in runs of one look. */
const runsOf = ({ width, chars, fore, back }: Grid, row: number): readonly Run[] => {
	const runs: Run[] = [];
	const start = row * width;
	for (let from = 0; from < width; ) {
		const at = start + from;
		let to = from + 1;
		while (to < width && fore[start + to] === fore[at] && back[start + to] === back[at]) to++;
		const text = chars
			.slice(at, start + to)
			.join('')
			.replaceAll(unknown, ' ');
		runs.push({ column: from, count: to - from, text, at });
		from = to;
	}
	return runs;
};

const number = (value: number): string => String(Math.round(value * 100) / 100);

/** Blanks at the ends of a run need no text, and a word's own cells keep it where it is whatever the font. */
const words = ({ column, count, text }: Run, y: number, look: string): string => {
	const trimmed = text.trimEnd();
	if (trimmed.trim() === '') return '';
	const cells = count - (text.length - trimmed.length);
	const x = number(margin + column * cell.width);
	const length = number(cells * cell.width);
	return `<text x="${x}" y="${number(y + cell.baseline)}" textLength="${length}"${look}>${escaped(trimmed)}</text>`;
};

const rowSvg = (grid: Grid, row: number): string => {
	const y = margin + row * cell.height;
	return runsOf(grid, row)
		.map(run => {
			const { fill, ground, attributes } = looksOf(grid.fore[run.at]!, grid.back[run.at]!);
			const x = number(margin + run.column * cell.width);
			const size = `width="${number(run.count * cell.width)}" height="${cell.height}"`;
			const rect = ground === undefined ? '' : `<rect x="${x}" y="${y}" ${size} fill="${ground}"/>`;
			return rect + words(run, y, ` fill="${fill}"${attributes}`);
		})
		.join('');
};

/** A picture of a grid of cells, with their colours and attributes, as SVG that needs nothing else; light on dark, as most terminals are. */
export const gridSvg = (grid: Grid): string => {
	const width = number(2 * margin + grid.width * cell.width);
	const height = number(2 * margin + grid.height * cell.height);
	const { fill, ground } = looksOf(0, 0, true);
	const rows = Array.from({ length: grid.height }, (_, row) => rowSvg(grid, row)).filter(text => text !== '');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
		` font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="${fill}" xml:space="preserve">\n`,
		`<rect width="${width}" height="${height}" fill="${ground}"/>\n`,
		...rows.map(text => `${text}\n`),
		'</svg>\n',
	].join('');
};
