import { median } from '../statistics.ts';

/** What is allowed of the part of a figure that counts. */
export type Budget = { readonly of: 'added' | 'proxied' } & (
	| { readonly atMost: number }
	| { readonly atLeast: number }
);

/** One row of the table: of a direct connection, of one through the exporter, and what that adds. */
export type Figure = {
	readonly what: string;
	readonly direct?: number;
	readonly proxied: number;
	readonly added?: number;
	readonly budget?: Budget;
};

/** Values of both ways, measured in turns. */
export type Pairs = { readonly direct: readonly number[]; readonly proxied: readonly number[] };

const middle = (values: readonly number[]): number => median(values) ?? Number.NaN;

export const mediansOf = ({ direct, proxied }: Pairs) => ({ direct: middle(direct), proxied: middle(proxied) });

/** The medians, and that of the differences of each turn. */
export const comparedOf = ({ direct, proxied }: Pairs) => ({
	...mediansOf({ direct, proxied }),
	added: middle(proxied.map((value, turn) => value - (direct[turn] ?? Number.NaN))),
});

const shown = (value: number | undefined): string => value?.toFixed(Math.abs(value) < 10 ? 2 : 0) ?? '';

const limitOf = (budget: Budget): string => ('atMost' in budget ? `<= ${budget.atMost}` : `>= ${budget.atLeast}`);

export const tableOf = (figures: readonly Figure[]): string =>
	[
		['', 'direct', 'through the exporter', 'added', 'budget'],
		['---', '--:', '--:', '--:', '--:'],
		...figures.map(({ what, direct, proxied, added, budget }) => [
			...[what, shown(direct), shown(proxied), shown(added), budget ? limitOf(budget) : ''],
		]),
	]
		.map(cells => `| ${cells.join(' | ')} |`)
		.join('\n');

/** A sentence for each figure that is not within its budget; what could not be measured is not. */
export const overBudget = (figures: readonly Figure[]): readonly string[] =>
	figures.flatMap(({ budget, ...figure }) => {
		if (!budget) return [];
		const value = figure[budget.of] ?? Number.NaN;
		const isWithin = 'atMost' in budget ? value <= budget.atMost : value >= budget.atLeast;
		return isWithin ? [] : [`over its budget: ${figure.what}, ${shown(value)}, which should be ${limitOf(budget)}`];
	});
