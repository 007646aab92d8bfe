import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { History, Series } from '../../metrics/history.ts';

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// Never the first character of a cell: a spreadsheet takes some for the beginning of a formula.
const heading = (id: MetricId, { labels }: Series): string => {
	const told = Object.entries(labels).map(([name, text]) => `${name}=${JSON.stringify(text)}`);
	return `${id}{${told.join(',')}}`;
};

/** A history as CSV (RFC 4180): a row a point, its time first in ISO 8601, then a column a series, in base units; a gap is empty. */
export const historyCsv = ({ start, step, series }: History): string => {
	const columns = (Object.entries(series) as [MetricId, readonly Series[]][]).flatMap(([id, list]) =>
		list.map(each => ({ heading: heading(id, each), values: each.values })),
	);
	const length = Math.max(0, ...columns.map(({ values }) => values.length));
	const rows = Array.from({ length }, (_, index) => [
		new Date(start + index * step).toISOString(),
		...columns.map(({ values }) => String(values[index] ?? '')),
	]);
	return [['time', ...columns.map(column => column.heading)], ...rows]
		.map(row => `${row.map(cell).join(',')}\r\n`)
		.join('');
};
