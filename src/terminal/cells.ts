import { graphemesOf, graphemeWidth, isSimple } from './graphemes.ts';
import { blank, type Grid } from './grid.ts';
import type { Links } from './links.ts';
import { applySgr, type Style, withoutColour } from './style.ts';

export type CellOptions = {
	/** False drops colours and keeps bold, inverse and the like. */
	readonly hasColour: boolean;
	readonly links: Links;
};

const sequence =
	/\u001b(?:\[([0-9;]*)m|\]8;;([\u0020-\u007e]*)(?:\u0007|\u001b\\)|\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|[ -/]*[0-~]?)/y;

type Pen = Style & { link: number };

const putCell = (grid: Grid, at: number, char: string, pen: Pen): void => {
	grid.chars[at] = char;
	grid.fore[at] = pen.fore;
	grid.back[at] = pen.back;
	grid.links[at] = pen.link;
};

const put = (grid: Grid, start: number, column: number, text: string, pen: Pen): number => {
	if (isSimple(text)) {
		const count = Math.min(text.length, grid.width - column);
		for (let index = 0; index < count; index++) putCell(grid, start + column + index, text[index]!, pen);
		return column + count;
	}
	for (const grapheme of graphemesOf(text)) {
		const width = graphemeWidth(grapheme);
		if (column + width > grid.width) {
			for (; column < grid.width; column++) putCell(grid, start + column, ' ', pen);
			return column;
		}
		putCell(grid, start + column, grapheme, pen);
		for (let index = 1; index < width; index++) putCell(grid, start + column + index, '', pen);
		column += width;
	}
	return column;
};

const interpret = (pen: Pen, match: RegExpExecArray, options: CellOptions): void => {
	const [, sgr, url] = match;
	if (sgr !== undefined) {
		applySgr(pen, sgr);
		if (options.hasColour) return;
		pen.fore = withoutColour(pen.fore);
		pen.back = 0;
	} else if (url !== undefined) pen.link = url === '' ? 0 : options.links.numberOf(url);
};

/**
 * Writes one line into a row of a grid, cut at its right edge and blank after its end. The line may carry SGR and links
 * that were made by `Links`; every other escape sequence and control character has no effect.
 */
export const writeLine = (grid: Grid, row: number, line: string, options: CellOptions): void => {
	const start = row * grid.width;
	const pen: Pen = { fore: 0, back: 0, link: 0 };
	let column = 0;
	for (let at = 0; at < line.length && column < grid.width; ) {
		const next = line.indexOf('\u001b', at);
		const end = next === -1 ? line.length : next;
		if (end > at) column = put(grid, start, column, line.slice(at, end), pen);
		if (next === -1) break;
		sequence.lastIndex = next;
		const match = sequence.exec(line);
		if (match) interpret(pen, match, options);
		at = next + (match?.[0].length ?? 1);
	}
	blank(grid, start + column, start + grid.width);
};
