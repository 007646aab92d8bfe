import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { type ChartName, charts } from '../../metrics/charts.ts';
import type { SeriesPick } from '../../metrics/history.ts';

/** What a panel draws over time on its full screen: over a month each series costs the server as much as the first. */
export type Drawn = {
	readonly ids: readonly MetricId[];
	/** Those whose highest value is told besides. */
	readonly peaks: readonly MetricId[];
	readonly only: SeriesPick;
};

/** The modes of the CPU that have a line; the others are told as they are now. */
export const drawnModes = ['user', 'system', 'iowait'] as const;

const of = (name: ChartName): Drawn => ({ ids: charts[name], peaks: charts[name], only: {} });

/** Lines of the body of the CPU's full screen from which on it has rows for the cores. */
export const coresFrom = 24;
// The header, the footer, the frame and the line of the modes.
const around = 5;

/** What the full screen of a panel draws on a screen of so many rows. */
export const drawnIn = (name: ChartName, rows: number): Drawn => {
	if (name === 'llm') {
		const ids = charts.llm.filter(id => id !== 'llm.requests_waiting');
		return { ...of(name), ids, peaks: ids };
	}
	if (name !== 'cpu') return of(name);
	return {
		...of(name),
		// The cores have rows of their own, without numbers of the past.
		ids: rows - around >= coresFrom ? [...charts.cpu, 'host.cpu.core_ratio'] : charts.cpu,
		only: { 'host.cpu.mode_ratio': { label: 'mode', values: drawnModes } },
	};
};
