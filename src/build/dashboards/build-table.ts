import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { columnProperties } from './build-fields.ts';
import type { Panel } from './spec.ts';

type Table = Extract<Panel, { readonly kind: 'table' }>;

const valueColumn = (index: number, of: number): string =>
	of === 1 ? 'Value' : `Value #${String.fromCharCode(65 + index)}`;

/** Joins the answers by the labels they share, and names and orders the columns. */
export const tableTransformations = ({ columns, keys }: Table): DataTransformerConfig[] => {
	const shown = columns.map((column, index) => [valueColumn(index, columns.length), column.legend] as const);
	const named = [...Object.entries(keys), ...shown];
	return [
		{ id: 'merge', options: {} },
		{
			id: 'organize',
			options: {
				excludeByName: Object.fromEntries([
					['Time', true],
					...shown.filter(([, legend]) => legend === '').map(([name]) => [name, true] as const),
				]),
				indexByName: Object.fromEntries(named.map(([name], index) => [name, index])),
				renameByName: Object.fromEntries(named.filter(([, legend]) => legend !== '')),
			},
		},
	];
};

const containerLink = [
	{
		id: 'links',
		value: [
			{
				title: 'Show this container',
				// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in.
				url: '/d/docker-containers?var-container=${__value.raw}&${__url_time_range}',
			},
		],
	},
];

/** Gives each column its unit, and the table its order. */
export const withColumns = (built: PanelBuilder, panel: Table): PanelBuilder => {
	for (const column of panel.columns) {
		const properties = columnProperties(column);
		if (properties.length > 0) built.overrideByName(column.legend, properties);
	}
	const [first] = Object.values(panel.keys);
	if (panel.leadsToContainer && first !== undefined) built.overrideByName(first, containerLink);
	return built.sortBy([new TableSortByFieldStateBuilder().displayName(panel.sort).desc(true)]);
};
