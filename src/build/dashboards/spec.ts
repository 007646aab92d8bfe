import type { Unit } from '../../metrics/metric.ts';

/** A question to Prometheus; `legend` names its series, or its column where it is a column. */
export type Query = { readonly expr: string; readonly legend: string };

/** A column of a table, with the unit of its values. */
export type Column = Query & { readonly unit?: Unit; readonly mapping?: Mapping; readonly bar?: true };

/** Words for values, with the colour of each. */
export type Mapping = readonly (readonly [value: number, text: string, color: Color])[];

export type Color = 'green' | 'orange' | 'red' | 'blue' | 'text';

type Common = {
	readonly title: string;
	/** What it tells and how to read it. */
	readonly about: string;
	/** Columns of the grid, which has 24. */
	readonly width: number;
	/** Rows of the grid, of about 30 pixels. */
	readonly height: number;
	/** What is written where there is no value, and why there may be none. */
	readonly none?: string;
};

type Scale = {
	readonly unit: Unit;
	readonly warn?: number;
	readonly alarm?: number;
	/** A reading below is worse, not above. */
	readonly falling?: true;
};

/** One panel of a dashboard, free of how Grafana writes it. */
export type Panel = Common &
	(
		| ({ readonly kind: 'stat'; readonly queries: readonly Query[]; readonly mapping?: Mapping } & Scale)
		| { readonly kind: 'name'; readonly queries: readonly Query[] }
		| ({
				readonly kind: 'lines';
				readonly queries: readonly Query[];
				readonly stacked?: true;
				/** Series whose name matches are drawn below zero. */
				readonly below?: string;
				readonly max?: number;
		  } & Scale)
		| { readonly kind: 'states'; readonly queries: readonly Query[]; readonly mapping: Mapping }
		| {
				readonly kind: 'table';
				readonly columns: readonly Column[];
				/** The labels that tell its rows apart, and what their columns are called. */
				readonly keys: Readonly<Record<string, string>>;
				readonly sort: string;
				/** Whether the first column leads to the dashboard of containers. */
				readonly leadsToContainer?: true;
		  }
	);

export type Row = { readonly title: string; readonly panels: readonly Panel[] };

/** A variable of a dashboard whose values are those of a label. */
export type Variable = {
	readonly name: string;
	readonly label: string;
	/** A series, and the label of it. */
	readonly of: readonly [series: string, label: string];
	readonly several?: true;
};

/** A dashboard; its uid is also the name of its file. */
export type Dashboard = {
	readonly uid: string;
	readonly title: string;
	/** The question it answers. */
	readonly about: string;
	readonly variables: readonly Variable[];
	/** The containers whose starts are marked, as a selector. */
	readonly starts: string;
	readonly rows: readonly Row[];
};
