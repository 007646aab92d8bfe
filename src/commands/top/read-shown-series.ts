import { type ChartName, charts } from '../../metrics/charts.ts';
import type { History } from '../../metrics/history.ts';
import type { RangeOptions, Source } from '../../sources/source.ts';
import type { Model } from '../../ui/model.ts';
import type { PanelId } from '../../ui/panel-id.ts';
import { chartedWindow } from '../../ui/time/travel.ts';

const chartOf: Readonly<Partial<Record<PanelId, ChartName>>> = {
	cpu: 'cpu',
	memory: 'memory',
	io: 'io',
	containers: 'containers',
	postgres: 'postgres',
	gpu: 'gpu',
	llm: 'llm',
	detail: 'containers',
};

/** The series of the panel that has the focus over the window that is charted: of a container's details that one's alone; undefined where a panel has none. */
export const readShownSeries = async (
	model: Model,
	source: Pick<Source, 'range' | 'skew'>,
	signal: AbortSignal,
): Promise<History | undefined> => {
	const { focus, detail, host } = model.state;
	const chart = chartOf[focus];
	if (chart === undefined) return undefined;
	const window = chartedWindow(model, Date.now() + (source.skew ?? 0));
	const ofHost: RangeOptions = host === undefined ? {} : { host };
	const options = focus === 'detail' && detail ? { ...ofHost, containers: [detail.id] } : ofHost;
	const history = await source.range(charts[chart], window, signal, options);
	return Object.values(history.series).some(series => (series?.length ?? 0) > 0) ? history : undefined;
};
