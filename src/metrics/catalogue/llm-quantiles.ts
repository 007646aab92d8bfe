import { anyOf, type ModelServerName, withModel } from './llm-names.ts';

/** How far back percentiles look: a machine at home answers a few requests an hour. */
export const quantileWindow = '1h';

/** A percentile of fewer samples than this is no more than a guess, and is not told. */
export const fewestSamples = { 0.5: 20, 0.95: 20, 0.99: 100 } as const;

const labels = 'job, instance, model';

/** How many were observed within that time, by model. */
export const samplesOf = (name: ModelServerName): string =>
	`sum by (${labels}) (${withModel(`increase(${anyOf(name, '_count')}[${quantileWindow}])`)})`;

const quantileOf = (name: ModelServerName, quantile: string, least: number): string => {
	const buckets = `sum by (${labels}, le) (${withModel(`rate(${anyOf(name, '_bucket')}[${quantileWindow}])`)})`;
	const enough = `${samplesOf(name)} >= ${least}`;
	return `label_replace(histogram_quantile(${quantile}, ${buckets}) and on (${labels}) (${enough}), "quantile", "${quantile}", "", "")`;
};

/** The percentiles of a histogram by model, each where there are enough samples for it. */
export const quantilesOf = (name: ModelServerName): string =>
	`max by (${labels}, quantile) (${Object.entries(fewestSamples)
		.map(([quantile, least]) => quantileOf(name, quantile, least))
		.join(' or ')})`;
