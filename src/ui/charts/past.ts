import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { type ChartName, charts } from '../../metrics/charts.ts';
import type { History, Series } from '../../metrics/history.ts';
import type { Labels } from '../../metrics/snapshot.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';
import { readingsOf } from '../readings.ts';
import type { ChartLine } from './chart-spec.ts';
import type { Values } from './line.ts';
import type { TimeSpan } from './span.ts';

type PastLine = Pick<ChartLine, 'values' | 'now' | 'peak'>;

/** What charts are drawn from. */
export type Past = {
	readonly span: TimeSpan;
	/** Milliseconds between two values. */
	readonly step: number;
	seriesOf(id: MetricId): readonly Series[];
	/**
	 * The values of the first such series, and the highest of all that was measured, where the values are means and that is
	 * known. The last of them is of now, unless it is the past.
	 */
	lineWhere(id: MetricId, isIt: (labels: Labels) => boolean): PastLine;
	/** The same of the series with this label, or of the only one. */
	lineOf(id: MetricId, label?: string, value?: string): PastLine;
};

/** The highest of some values, undefined where there is none. */
export const highestOf = (values: Values): number | undefined =>
	values.reduce((most, value) => (most === undefined || (value ?? most) > most ? value : most), undefined);

const lengthOf = ({ series }: History): number =>
	Math.max(0, ...Object.values(series).map(list => list?.[0]?.values.length ?? 0));

/** The time that a history covers, with the cursor; without one it is the window that is asked for. */
export const spanOf = ({ state, clock, window }: Model, history: History | undefined): TimeSpan => {
	const length = history === undefined ? 0 : lengthOf(history);
	if (history === undefined || length < 2) return { start: clock.wall - window, end: clock.wall, at: state.at };
	return { start: history.start, end: history.start + (length - 1) * history.step, at: state.at };
};

// As many as an hour has: where nothing is known of a window, the value of now is its last point, and not all of it.
const empty: Values = Array.from({ length: 121 }, () => undefined);

const ownHistory = (model: Model, name: ChartName): History | undefined => {
	const own = lastValue(model.chartHistory);
	return own !== undefined && charts[name].some(id => own.series[id] !== undefined) ? own : undefined;
};

/** Whether a panel has charts to show on its full screen, be there a value of this very instant or not. */
export const hasPast = (model: Model, name: ChartName): boolean =>
	model.state.full === name && ownHistory(model, name) !== undefined;

/** The past of a panel: by its own range query where that has been answered, until then as much as the overview knows. */
export const pastOf = (model: Model, name: ChartName): Past => {
	const history = ownHistory(model, name) ?? lastValue(model.history);
	const isLive = model.state.at === undefined;
	const length = history === undefined ? 0 : lengthOf(history);
	const gaps = length < 2 ? empty : Array.from({ length }, () => undefined);
	const lineWhere: Past['lineWhere'] = (id, isOf) => {
		const isIt = ({ labels }: Pick<Series, 'labels'>) => isOf(labels);
		const values = history?.series[id]?.find(isIt)?.values ?? gaps;
		const snapshot = isLive ? lastValue(model.snapshot) : undefined;
		const now = readingsOf(snapshot, id).find(isIt)?.value;
		const peaks = history?.peaks?.[id]?.find(isIt)?.values;
		return {
			values: now === undefined ? values : [...values.slice(0, -1), now],
			// A mean of the last hours is not what it is now.
			...(snapshot && { now: { value: now } }),
			...(peaks && { peak: highestOf([...peaks, now]) }),
		};
	};
	return {
		span: spanOf(model, history),
		step: history?.step ?? 0,
		seriesOf: id => history?.series[id] ?? [],
		lineWhere,
		lineOf: (id, label, value) => lineWhere(id, labels => label === undefined || labels[label] === value),
	};
};
