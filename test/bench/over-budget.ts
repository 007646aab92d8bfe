import type { Figure } from './figures.ts';
import type { Row } from './rows.ts';
import type { Column } from './table.ts';

// What is promised of very many containers, and of a fake engine: not what a machine's few real ones cost.
const ofFakes: ReadonlySet<Figure> = new Set<Figure>([
	...(['keyMedian', 'key95', 'keysLost'] as const),
	...(['keyRatio', 'sortRatio', 'filterRatio', 'cpuRatio', 'rssRatio'] as const),
]);

const isPromised = (column: string, figure: Figure): boolean =>
	column === 'prometheus' || column === 'local' || ((column === 'few' || column === 'many') && ofFakes.has(figure));

/** The budget of each figure of a row: one for all of them, or one each; NaN where there is none. */
const budgetsOf = ({ budget = '–', figures }: Row): readonly number[] => {
	const parts = budget.split(' / ').map(Number);
	return figures.map((_, index) => parts[index] ?? parts[0] ?? Number.NaN);
};

const belowLeast = ({ title, figures: [first], show, least }: Row, columns: readonly Column[]): readonly string[] =>
	columns.flatMap(({ name, figures }) => {
		const value = first === undefined ? undefined : figures[first];
		return least !== undefined && value !== undefined && value < least ? [`${name}: ${title}: ${show(value)}`] : [];
	});

/** What of our own figures is over its budget, or below what it must reach, a line each. */
export const overBudget = (rows: readonly Row[], columns: readonly Column[]): readonly string[] =>
	rows.flatMap(row => {
		const budgets = budgetsOf(row);
		const unit = /MiB/.test(row.title) ? 2 ** 20 : 1;
		const over = columns.flatMap(({ name, figures }) =>
			row.figures.flatMap((figure, index) => {
				const [value, budget] = [figures[figure], budgets[index]!];
				const isOver = isPromised(name, figure) && value !== undefined && value > budget * unit;
				return isOver ? [`${name}: ${row.title}: ${row.show(value)} of ${budget}`] : [];
			}),
		);
		return [...over, ...belowLeast(row, columns)];
	});
