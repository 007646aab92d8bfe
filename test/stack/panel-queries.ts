/** A query of a panel, an annotation or a variable, as a dashboard's file has it. */
export type PanelQuery = {
	/** The dashboard's uid, the panel's title and the query's letter. */
	readonly name: string;
	readonly expr: string;
	/** Whether the answer is of a moment; otherwise it is of a span of time. */
	readonly isInstant: boolean;
};

/** A query of a panel, with how its series are told apart there. */
export type NamedQuery = PanelQuery & {
	/** The panel among all; two of a dashboard may have one title. */
	readonly panel: string;
	/** The name of a series, with its labels in double braces. */
	readonly legend: string;
	/** In a table: the labels that have a column. */
	readonly columns?: readonly string[];
};

type Target = {
	readonly refId: string;
	readonly expr?: string;
	readonly instant?: boolean;
	readonly legendFormat?: string;
};
type Transformation = {
	readonly id: string;
	readonly options: { readonly renameByName?: Readonly<Record<string, string>> };
};
type Panel = {
	readonly id: number;
	readonly title: string;
	readonly type: string;
	readonly targets?: readonly Target[];
	readonly transformations?: readonly Transformation[];
};
/** What this needs of a dashboard's file. */
export type DashboardJson = {
	readonly uid: string;
	readonly panels: readonly Panel[];
	readonly annotations: { readonly list: readonly { readonly name: string; readonly expr?: string }[] };
	readonly templating: {
		readonly list: readonly {
			readonly name: string;
			readonly query: { readonly query: string };
			readonly multi?: boolean;
		}[];
	};
};

const columnsOf = ({ transformations = [] }: Panel): readonly string[] =>
	transformations
		.flatMap(({ options: { renameByName = {} } }) => Object.keys(renameByName))
		.filter(name => !/^Value( #[A-Z])?$/.test(name));

/** Every query that Grafana sends for a dashboard's panels. */
export const panelQueries = ({ uid, panels }: DashboardJson): readonly NamedQuery[] =>
	panels.flatMap(panel =>
		(panel.targets ?? []).map(({ refId, expr = '', instant = false, legendFormat = '' }) => ({
			name: `${uid}: ${panel.title} ${refId}`,
			expr,
			isInstant: instant,
			panel: `${uid}: ${panel.title} (${panel.id})`,
			legend: legendFormat,
			...(panel.type === 'table' && { columns: columnsOf(panel) }),
		})),
	);

/** Every query for the marks on its graphs. */
export const annotationQueries = ({ uid, annotations }: DashboardJson): readonly PanelQuery[] =>
	annotations.list.flatMap(({ name, expr }) =>
		expr === undefined ? [] : [{ name: `${uid}: annotation ${name}`, expr, isInstant: false }],
	);

/** The variables in their order: the series whose label has the values, and that label. */
export const variableSources = ({ templating }: DashboardJson) =>
	templating.list.map(({ name, query, multi = false }) => {
		const [, series, label] = /^label_values\((.+), (\w+)\)$/.exec(query.query) ?? [];
		if (series === undefined || label === undefined) throw new Error(`${name} is no variable of label values`);
		return { name, series, label, isSeveral: multi };
	});

/** A query with its variables filled in, as Grafana does. */
export const withVariables = (expr: string, values: Readonly<Record<string, string>>): string =>
	expr.replaceAll(/\$(\w+)/g, (whole, name: string) => {
		const value = values[name];
		if (value === undefined) throw new Error(`${whole} in ${expr} has no value`);
		return value;
	});
