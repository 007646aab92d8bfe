import {
	AnnotationQueryBuilder,
	DashboardBuilder,
	DashboardCursorSync,
	DashboardLinkBuilder,
	DashboardLinkType,
	QueryVariableBuilder,
	RowBuilder,
	TimeOptionBuilder,
	TimePickerBuilder,
	VariableRefresh,
	VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { buildPanel } from './build-panel.ts';
import { datasource } from './datasource.ts';
import type { Dashboard, Variable } from './spec.ts';

const windows = [
	['Last hour', '1h'],
	['Last 24 hours', '24h'],
	['Last 7 days', '7d'],
	['Last 30 days', '30d'],
] as const;

const buildVariable = ({ name, label, of: [series, value], several }: Variable): QueryVariableBuilder => {
	const built = new QueryVariableBuilder(name)
		.label(label)
		.datasource(datasource)
		.query({ query: `label_values(${series}, ${value})`, refId: 'PrometheusVariableQueryEditor-VariableQuery' })
		.definition(`label_values(${series}, ${value})`)
		.refresh(VariableRefresh.OnTimeRangeChanged)
		.sort(VariableSort.NaturalAsc);
	if (!several) return built;
	return built
		.multi(true)
		.includeAll(true)
		.allValue('.+')
		.current({ text: ['All'], value: ['$__all'], selected: true });
};

const alertMarks = new AnnotationQueryBuilder()
	.name('Alerts')
	.datasource(datasource)
	.enable(true)
	.iconColor('red')
	.expr('ALERTS{alertstate="firing", severity!="none"}')
	.titleFormat('{{alertname}}')
	.textFormat('{{name}} {{device}} {{instance}}');

const startMarks = (selector: string) =>
	new AnnotationQueryBuilder()
		.name('Container starts')
		.datasource(datasource)
		.enable(true)
		.iconColor('blue')
		.expr(`max by (name) (container_start_time_seconds{${selector}}) * 1000`)
		.useValueForTime(true)
		.titleFormat('{{name}} started')
		.textFormat('');

/** A dashboard as Grafana reads it from a file, in its classic form. */
export const buildDashboard = ({ uid, title, about, variables, starts, rows }: Dashboard): object => {
	const built = new DashboardBuilder(title)
		.uid(uid)
		.description(about)
		.tags(['aixcl'])
		.time({ from: 'now-1h', to: 'now' })
		.refresh('30s')
		.tooltip(DashboardCursorSync.Crosshair)
		.timepicker(
			new TimePickerBuilder()
				.refreshIntervals(['5s', '15s', '30s', '1m', '5m'])
				.quickRanges(
					windows.map(([display, span]) => new TimeOptionBuilder().display(display).from(`now-${span}`).to('now')),
				),
		)
		.link(
			new DashboardLinkBuilder('aixcl')
				.type(DashboardLinkType.Dashboards)
				.tags(['aixcl'])
				.keepTime(true)
				.includeVars(true),
		)
		.variables(variables.map(buildVariable))
		.annotations([alertMarks, startMarks(starts)]);
	let id = 0;
	for (const row of rows) {
		id += 1;
		built.withRow(new RowBuilder(row.title).id(id));
		for (const panel of row.panels) {
			id += 1;
			built.withPanel(buildPanel(panel, id));
		}
	}
	return built.build();
};
