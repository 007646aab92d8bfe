import type { Grid } from './grid.ts';
import type { Links } from './links.ts';
import { transition } from './style.ts';

/** Collects terminal output and knows where the cursor is and which style is on. */
export type Pen = {
	/** Goes to a cell. With the grid that is being drawn, short ways are gone by repeating its cells. */
	moveTo(row: number, column: number, grid?: Grid): void;
	style(grid: Grid, at: number): void;
	/** Writes text that takes so many cells in every terminal. */
	text(text: string, cells: number): void;
	/** Writes text after which the place of the cursor depends on the terminal. */
	doubtful(text: string): void;
	/** Blanks the rest of the row, in plain style. */
	eraseRight(): void;
	/** All that was collected, with the style back to plain. */
	finish(): string;
};

const worthRepeating = 3;

export const createPen = (links: Links): Pen => {
	let output = '';
	let row = -1;
	let column = -1;
	let fore = 0;
	let back = 0;
	let link = 0;

	const setStyle = (nextFore: number, nextBack: number, nextLink: number) => {
		if (nextLink !== link) output += links.sequence(nextLink);
		output += transition(fore, back, nextFore, nextBack);
		fore = nextFore;
		back = nextBack;
		link = nextLink;
	};

	const repeatable = (grid: Grid, from: number, to: number): string | undefined => {
		let text = '';
		for (let at = row * grid.width + from; at < row * grid.width + to; at++) {
			const char = grid.chars[at]!;
			const isOfThisStyle = grid.fore[at] === fore && grid.back[at] === back && grid.links[at] === link;
			if (char < ' ' || char > '~' || !isOfThisStyle) return;
			text += char;
		}
		return text;
	};

	return {
		moveTo(nextRow, nextColumn, grid) {
			if (nextRow === row && nextColumn === column) return;
			if (nextRow !== row)
				output += `\u001b[${nextRow + 1};${nextColumn + 1}H`.replace(';1H', 'H').replace('[1H', '[H');
			else if (column === -1 || nextColumn < column) output += `\u001b[${nextColumn + 1}G`;
			else {
				const gap = nextColumn - column;
				const repeated = grid && gap <= worthRepeating ? repeatable(grid, column, nextColumn) : undefined;
				output += repeated ?? (gap === 1 ? '\u001b[C' : `\u001b[${gap}C`);
			}
			row = nextRow;
			column = nextColumn;
		},
		style(grid, at) {
			setStyle(grid.fore[at]!, grid.back[at]!, grid.links[at]!);
		},
		text(text, cells) {
			output += text;
			column += cells;
		},
		doubtful(text) {
			output += text;
			column = -1;
		},
		eraseRight() {
			setStyle(0, 0, 0);
			output += '\u001b[K';
		},
		finish() {
			if (output !== '') setStyle(0, 0, 0);
			return output;
		},
	};
};
