import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
	BigValueColorMode,
	BigValueGraphMode,
	BigValueTextMode,
	GraphThresholdsStyleConfigBuilder,
	GraphThresholdsStyleMode,
	LegendDisplayMode,
	LegendPlacement,
	ReduceDataOptionsBuilder,
	SortOrder,
	StackingConfigBuilder,
	StackingMode,
	TooltipDisplayMode,
	VisibilityMode,
	VizLegendOptionsBuilder,
	VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { Panel as GrafanaPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StatesBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as LinesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { byThresholds, mappings, thresholds } from './build-fields.ts';
import { tableTransformations, withColumns } from './build-table.ts';
import { datasource } from './datasource.ts';
import { grafanaUnits } from './grafana-units.ts';
import type { Panel, Query } from './spec.ts';

type Of<Kind extends Panel['kind']> = Extract<Panel, { readonly kind: Kind }>;

const query = ({ expr, legend }: Query, index: number): DataqueryBuilder =>
	new DataqueryBuilder()
		.refId(String.fromCharCode(65 + index))
		.datasource(datasource)
		.expr(expr)
		.legendFormat(legend);

// An instant answer is as of now; the last point of a range may be of a series that has ended.
const present = (queries: readonly Query[]): Builder<Dataquery>[] => queries.map((one, i) => query(one, i).instant());
const past = (queries: readonly Query[]): Builder<Dataquery>[] => queries.map((one, i) => query(one, i).range());

const lastValue = () => new ReduceDataOptionsBuilder().calcs(['lastNotNull']);

const statPanel = (panel: Of<'stat'>): StatBuilder => {
	const built = new StatBuilder()
		.targets(present(panel.queries))
		.unit(grafanaUnits[panel.unit])
		.thresholds(thresholds(panel, 'text'))
		.colorScheme(byThresholds())
		.colorMode(BigValueColorMode.Value)
		.graphMode(BigValueGraphMode.None)
		.reduceOptions(lastValue());
	return panel.mapping ? built.mappings(mappings(panel.mapping)) : built;
};

const namePanel = ({ queries }: Of<'name'>): StatBuilder =>
	new StatBuilder()
		.targets(present(queries))
		.thresholds(thresholds({}, 'text'))
		.textMode(BigValueTextMode.Name)
		.graphMode(BigValueGraphMode.None)
		.reduceOptions(lastValue());

const legend = () =>
	new VizLegendOptionsBuilder()
		.showLegend(true)
		.displayMode(LegendDisplayMode.List)
		.placement(LegendPlacement.Bottom)
		.calcs([]);

const tooltip = () => new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending);

const linesPanel = (panel: Of<'lines'>): LinesBuilder => {
	const built = new LinesBuilder()
		.targets(past(panel.queries))
		.unit(grafanaUnits[panel.unit])
		.lineWidth(1)
		.fillOpacity(panel.stacked ? 40 : 8)
		.showPoints(VisibilityMode.Never)
		// A scrape that was missed is bridged, an outage is a gap.
		.spanNulls(60_000)
		.thresholds(thresholds(panel, 'text'))
		.legend(legend())
		.tooltip(tooltip());
	if (!panel.below) built.min(0);
	if (panel.max !== undefined) built.max(panel.max);
	if (panel.stacked) built.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
	if (panel.warn !== undefined || panel.alarm !== undefined)
		built.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
	if (panel.below) built.overrideByRegexp(panel.below, [{ id: 'custom.transform', value: 'negative-Y' }]);
	return built;
};

const statesPanel = ({ queries, mapping }: Of<'states'>): StatesBuilder =>
	new StatesBuilder()
		.targets(past(queries))
		.mappings(mappings(mapping))
		.thresholds(thresholds({}, 'text'))
		.colorScheme(byThresholds())
		.mergeValues(true)
		.showValue(VisibilityMode.Auto)
		.rowHeight(0.8)
		.legend(legend())
		.tooltip(tooltip());

const tablePanel = (panel: Of<'table'>): TableBuilder =>
	withColumns(
		new TableBuilder()
			.targets(
				panel.columns.map((column, index) =>
					query({ expr: column.expr, legend: '' }, index).instant().format(PromQueryFormat.Table),
				),
			)
			.transformations(tableTransformations(panel)),
		panel,
	);

const build = (panel: Panel) => {
	switch (panel.kind) {
		case 'stat':
			return statPanel(panel);
		case 'name':
			return namePanel(panel);
		case 'lines':
			return linesPanel(panel);
		case 'states':
			return statesPanel(panel);
		case 'table':
			return tablePanel(panel);
	}
};

/** A panel as Grafana has it; `id` is unique in its dashboard. */
export const buildPanel = (panel: Panel, id: number): Builder<GrafanaPanel> => {
	const built = build(panel);
	if (panel.none) built.noValue(panel.none);
	return built
		.id(id)
		.title(panel.title)
		.description(panel.about)
		.datasource(datasource)
		.span(panel.width)
		.height(panel.height);
};
