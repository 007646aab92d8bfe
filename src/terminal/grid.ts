/**
 * Cells of a rectangle, row after row. A wide character stands in its first cell; the cells it also covers hold ''.
 * `unknown` as a character means that nothing is known about the cell.
 */
export type Grid = {
	readonly width: number;
	readonly height: number;
	readonly chars: string[];
	readonly fore: Uint32Array;
	readonly back: Uint32Array;
	/** Numbers of links; 0 is none. */
	readonly links: Uint16Array;
};

export const unknown = '\u0000';

export const createGrid = (width: number, height: number, char = ' '): Grid => ({
	width,
	height,
	chars: new Array<string>(width * height).fill(char),
	fore: new Uint32Array(width * height),
	back: new Uint32Array(width * height),
	links: new Uint16Array(width * height),
});

/** Makes the cells from `start` up to (not with) `end` plain blanks. */
export const blank = (grid: Grid, start: number, end: number): void => {
	grid.chars.fill(' ', start, end);
	grid.fore.fill(0, start, end);
	grid.back.fill(0, start, end);
	grid.links.fill(0, start, end);
};

/** Copies one cell. */
export const copyCell = (from: Grid, source: number, to: Grid, target: number): void => {
	to.chars[target] = from.chars[source]!;
	to.fore[target] = from.fore[source]!;
	to.back[target] = from.back[source]!;
	to.links[target] = from.links[source]!;
};

/** Copies one row into the same row of another grid of the same size. */
export const copyRow = (from: Grid, to: Grid, row: number): void => {
	const [start, end] = [row * from.width, (row + 1) * from.width];
	for (let at = start; at < end; at++) copyCell(from, at, to, at);
};

/** Whether a cell shows nothing: a blank without style. */
export const isBlank = (grid: Grid, at: number): boolean =>
	grid.chars[at] === ' ' && grid.fore[at] === 0 && grid.back[at] === 0 && grid.links[at] === 0;

/** Whether a row holds a character of more than one cell. Rows outside the grid hold none. */
export const hasWide = (grid: Grid, row: number): boolean => {
	if (row < 0 || row >= grid.height) return false;
	for (let at = row * grid.width; at < (row + 1) * grid.width; at++) if (grid.chars[at] === '') return true;
	return false;
};

/** Replaces halves of wide characters that were cut by an edge with blanks of the same style. */
export const mendRow = (grid: Grid, row: number, widthOf: (char: string) => number): void => {
	const end = (row + 1) * grid.width;
	for (let at = row * grid.width; at < end; at++) {
		const char = grid.chars[at]!;
		if (char === '') {
			grid.chars[at] = ' ';
			continue;
		}
		if (char.length === 1 && char <= '\u10ff') continue;
		const width = widthOf(char);
		let covered = 1;
		while (covered < width && at + covered < end && grid.chars[at + covered] === '') covered++;
		if (covered === width) at += width - 1;
		else grid.chars[at] = ' ';
	}
};

/** The characters of a grid, a line each, without blanks at the end. */
export const gridLines = (grid: Grid): string[] =>
	Array.from({ length: grid.height }, (_, row) =>
		grid.chars
			.slice(row * grid.width, (row + 1) * grid.width)
			.join('')
			.replaceAll(unknown, ' ')
			.trimEnd(),
	);
