import { graphemeWidth, isSimple, widestReach } from './graphemes.ts';
import { type Grid, isBlank } from './grid.ts';
import type { Links } from './links.ts';
import { createPen, type Pen } from './pen.ts';

const isSame = (before: Grid, after: Grid, at: number): boolean =>
	before.chars[at] === after.chars[at] &&
	before.fore[at] === after.fore[at] &&
	before.back[at] === after.back[at] &&
	before.links[at] === after.links[at];

const lastChanged = (before: Grid, after: Grid, start: number, end: number): number => {
	for (let at = end - 1; at >= start; at--) if (!isSame(before, after, at)) return at;
	return -1;
};

const blankFrom = (grid: Grid, start: number, end: number): number => {
	let at = end;
	while (at > start && isBlank(grid, at - 1)) at--;
	return at;
};

const replacement = '\ufffd';
const eraseCost = 3;

const writeWide = (pen: Pen, grid: Grid, row: number, at: number): number => {
	const column = at - row * grid.width;
	const char = grid.chars[at]!;
	const width = graphemeWidth(char);
	const reach = widestReach(char);
	pen.moveTo(row, column);
	pen.style(grid, at);
	if (column + reach > grid.width) {
		pen.text((replacement + ' '.repeat(width)).slice(0, width), width);
		return at + width;
	}
	if (width > 1) {
		// A terminal that takes the character for a narrower one must not keep what stood beside it.
		pen.text(' '.repeat(width), width);
		pen.moveTo(row, column);
	}
	pen.doubtful(char);
	return at + reach;
};

const writeRow = (pen: Pen, before: Grid, after: Grid, row: number): void => {
	const start = row * after.width;
	const end = start + after.width;
	const last = lastChanged(before, after, start, end);
	if (last === -1) return;
	const tail = blankFrom(after, start, end);
	let redrawUntil = start;
	for (let at = start; at <= last || at < redrawUntil; at++) {
		const char = after.chars[at]!;
		if ((at >= redrawUntil && isSame(before, after, at)) || char === '') continue;
		if (at >= tail && last - at >= eraseCost) {
			pen.moveTo(row, at - start);
			pen.eraseRight();
			return;
		}
		if (isSimple(char)) {
			pen.moveTo(row, at - start, after);
			pen.style(after, at);
			pen.text(char, 1);
		} else redrawUntil = Math.max(redrawUntil, Math.min(end, writeWide(pen, after, row, at)));
	}
};

/**
 * The fewest bytes that turn rows of what the terminal shows into those of another grid of the same size; empty when
 * nothing differs. Starts anywhere with plain style, and ends with plain style.
 */
export const diff = (before: Grid, after: Grid, rows: readonly number[], links: Links): string => {
	const pen = createPen(links);
	for (const row of rows) writeRow(pen, before, after, row);
	return pen.finish();
};
