import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';

/** The window's values of a metric that has one series, with the value of now at their end. */
export const liveSeries = (model: Model, id: MetricId, now: number): readonly (number | undefined)[] => {
	const past = lastValue(model.history)?.series[id]?.[0]?.values;
	// Without a past there is only a now, not an hour of it.
	if (model.state.at !== undefined) return past ?? [];
	return past === undefined ? [...Array.from({ length: 120 }, () => undefined), now] : [...past.slice(0, -1), now];
};
