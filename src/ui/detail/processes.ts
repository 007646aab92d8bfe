import type { ProcessTable } from '../../engine/details.ts';
import { fitLeft } from '../../text/width.ts';
import { paint } from '../paint.ts';

const longestColumn = 14;

/** What runs in it; the last column, the command, takes what is left. */
export const processLines = ({ titles, rows }: ProcessTable, width: number): string[] => {
	const widths = titles.map((title, column) =>
		Math.min(longestColumn, Math.max(title.length, ...rows.map(row => (row[column] ?? '').length))),
	);
	const line = (cells: readonly string[]) => {
		const first = cells.slice(0, -1).map((cell, column) => fitLeft(cell, widths[column] ?? 8));
		const used = first.reduce((sum, cell) => sum + cell.length + 2, 0);
		return [...first, fitLeft(cells.at(-1) ?? '', Math.max(8, width - used))].join('  ');
	};
	return [paint(line(titles), 'dim'), ...rows.map(line)];
};
