import { cellWidth, fitLeft, fitRight } from '../../text/width.ts';

/** Columns a plain-text snapshot may take. */
export const columns = 80;

const gap = 2;

/**
 * Lines of a table: the first column takes what the others leave of 80 columns, the others are as wide as their widest
 * cell and right-aligned, unless their number is in `left`.
 */
export const textTable = (
	header: readonly string[],
	rows: readonly (readonly string[])[],
	left: readonly number[] = [],
): readonly string[] => {
	const all = [header, ...rows];
	const widths = header.map((_, column) => Math.max(...all.map(row => cellWidth(row[column] ?? ''))));
	const others = widths.slice(1).reduce((sum, width) => sum + width + gap, 0);
	widths[0] = Math.max(8, Math.min(widths[0] ?? 0, columns - others));
	const cell = (text: string, column: number): string =>
		(column === 0 || left.includes(column) ? fitLeft : fitRight)(text, widths[column] ?? 0, '~');
	return all.map(row => row.map(cell).join(' '.repeat(gap)).trimEnd());
};

const nameWidth = 11;

/** A line that begins with its subject; what does not fit in 80 columns goes on in lines below. */
export const textFacts = (name: string, facts: readonly (string | undefined)[]): readonly string[] => {
	const lines: string[] = [];
	let line = name.padEnd(nameWidth);
	let isEmpty = true;
	for (const fact of facts) {
		if (fact === undefined) continue;
		if (!isEmpty && cellWidth(line) + gap + cellWidth(fact) > columns) {
			lines.push(line);
			line = ' '.repeat(nameWidth);
			isEmpty = true;
		}
		line += isEmpty ? fact : ' '.repeat(gap) + fact;
		isEmpty = false;
	}
	return isEmpty ? lines : [...lines, line];
};
