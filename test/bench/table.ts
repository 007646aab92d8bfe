import type { Figures } from './figures.ts';
import type { Row } from './rows.ts';

/** One program's column. */
export type Column = { readonly name: string; readonly figures: Figures };

const unknown = '–';

const cellOf = ({ figures, show }: Row, column: Column): string => {
	const values = figures.map(figure => column.figures[figure]);
	if (values.every(value => value === undefined)) return unknown;
	return values.map(value => (value === undefined ? unknown : show(value))).join(' / ');
};

/** A markdown table; a row of which nothing was measured is left out. */
export const tableOf = (rows: readonly Row[], columns: readonly Column[]): string => {
	const lines = rows
		.map(row => ({ row, cells: columns.map(column => cellOf(row, column)) }))
		.filter(({ cells }) => cells.some(cell => cell !== unknown))
		.map(({ row, cells }) => [row.title, ...cells, row.budget === undefined ? '' : `<= ${row.budget}`]);
	const all = [
		['', ...columns.map(({ name }) => name), 'budget'],
		['---', ...columns.map(() => '--:'), '--:'],
		...lines,
	];
	return all.map(cells => `| ${cells.join(' | ')} |`).join('\n');
};
