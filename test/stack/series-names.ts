import type { DashboardAnswer } from './dashboard-answers.ts';
import type { NamedQuery } from './panel-queries.ts';

type Answered = NamedQuery & DashboardAnswer;

const labelsOf = ({ series }: Answered): readonly string[] => series.flatMap(labels => Object.keys(labels));

function faultsOfTable(panel: string, columns: readonly string[], answers: readonly Answered[]): readonly string[] {
	const labels = new Set(answers.flatMap(labelsOf));
	const unforeseen = [...labels].filter(label => !columns.includes(label));
	// An alert has the labels of what it is about, and no others.
	const isOfAlerts = answers.some(({ expr }) => expr.includes('ALERTS'));
	const empty = labels.size === 0 || isOfAlerts ? [] : columns.filter(label => !labels.has(label));
	return [
		...unforeseen.map(label => `${panel} has no column for ${label}`),
		...empty.map(label => `${panel} has a column for ${label}, which nothing has`),
	];
}

const unknown = '(unknown)';

function faultsOfLegend(panel: string, answers: readonly Answered[]): readonly string[] {
	const names = answers.flatMap(({ legend, series }) =>
		series.map(labels => legend.replaceAll(/\{\{(\w+)\}\}/g, (_, label: string) => labels[label] || unknown)),
	);
	return [
		...names.filter((name, index) => names.indexOf(name) < index).map(name => `${panel} has several "${name}"`),
		...names
			.filter(name => name.includes(unknown) || name === '')
			.map(name => `${panel} has a series called "${name}"`),
	];
}

/** What is shown without a name, under another's name, or in a column that nobody thought of. */
export function namingFaults(answers: readonly DashboardAnswer[]): readonly string[] {
	const named = answers.filter((each): each is Answered => 'panel' in each);
	return [...Map.groupBy(named, ({ panel }) => panel)].flatMap(([panel, queries]) => {
		const columns = queries[0]?.columns;
		return columns ? faultsOfTable(panel, columns, queries) : faultsOfLegend(panel, queries);
	});
}
