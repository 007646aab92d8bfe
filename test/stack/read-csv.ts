/** A table of series: the time of each row in ISO 8601, and of each column its heading and its values, without which it is a gap. */
export type CsvSeries = {
	readonly times: readonly string[];
	readonly columns: readonly { readonly heading: string; readonly values: readonly (number | undefined)[] }[];
};

const cellsOf = (line: string): readonly string[] =>
	[...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
		([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
	);

/** Reads CSV (RFC 4180) whose first column is the time; no cell has a line break in it. */
export function readCsv(text: string): CsvSeries {
	const [[, ...headings] = [], ...rows] = text.trimEnd().split('\r\n').map(cellsOf);
	const columns = headings.map((heading, index) => ({
		heading,
		values: rows.map(row => (row[index + 1] === '' ? undefined : Number(row[index + 1]))),
	}));
	return { times: rows.map(([time = '']) => time), columns };
}
