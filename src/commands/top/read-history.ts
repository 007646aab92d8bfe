import { type ChartName, chartNames, charts } from '../../metrics/charts.ts';
import type { History } from '../../metrics/history.ts';
import type { NamedWindow } from '../../metrics/window.ts';
import type { RangeOptions, Source } from '../../sources/source.ts';

/** The series of all charts over a window that ends at `end`, by one range query a panel. */
export const readCharts = async (
	source: Source,
	{ span, step }: NamedWindow,
	end: number,
	signal: AbortSignal,
	options: RangeOptions,
): Promise<History> => {
	const read = (name: ChartName) => source.range(charts[name], { end, span, step }, signal, options);
	const all = await Promise.all(chartNames.map(read));
	return Object.assign({}, all[0], { series: Object.assign({}, ...all.map(({ series }) => series)) });
};
