import { promises, type Suite } from './suite.ts';

/** One row as it stands in the file: its cells, the first of which names the promise and the second the suite. */
export type Row = readonly string[];

/** What was found of one suite in this run. */
export type Finding = { readonly count: number; readonly isGood: boolean; readonly result: string };

const head: Row = ['promise', 'suite', 'what is claimed', 'how it is tested', 'count', 'result', 'versions', 'date'];
const unmeasured = 'not measured yet';
const number = (value: number) => value.toLocaleString('en');

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();

const identity = ({ promise, name, title, how }: Suite): Row => [promise, `\`${name}\``, title, how].map(cell);

/** The row of a suite that has just run. */
export const rowOf = (suite: Suite, { count, result }: Finding, versions: string, date: string): Row => {
	const part = count < suite.full ? ` of ${number(suite.full)}` : '';
	return [...identity(suite), ...[`${number(count)}${part} ${suite.unit}`, result, versions, date].map(cell)];
};

/** The rows of a file that was written before, by the names of their suites. */
export const rowsIn = (text: string): ReadonlyMap<string, Row> =>
	new Map(
		text
			.split('\n')
			.filter(line => line.startsWith('| '))
			.map(line => line.slice(2, -2).split(' | '))
			.filter(row => row.length === head.length && row[1]?.startsWith('`'))
			.map(row => [row[1]!.slice(1, -1), row]),
	);

/**
 * All rows: those of this run, those of earlier runs as they were, and one for each suite and each promise that
 * nothing was measured of.
 */
export const allRows = (
	suites: readonly Suite[],
	now: ReadonlyMap<string, Row>,
	before: ReadonlyMap<string, Row>,
): readonly Row[] =>
	promises.flatMap(promise => {
		const own = suites.filter(suite => suite.promise === promise);
		if (own.length === 0) return [[promise, '–', '–', '–', '–', unmeasured, '–', '–']];
		return own.map(suite => {
			const earlier = before.get(suite.name)?.slice(4);
			return now.get(suite.name) ?? [...identity(suite), ...(earlier ?? ['–', unmeasured, '–', '–'])];
		});
	});

export const tableOf = (rows: readonly Row[]): string =>
	[head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
