import { measureEngine, withEngine } from './engine-cost.ts';
import type { Figures } from './figures.ts';
import { measureRefresh } from './prometheus-cost.ts';
import type { Surroundings } from './surroundings.ts';

/** What one question to each source costs. */
export const measureSources = async ({ prometheusUrl, unruledUrl, dockerHost }: Surroundings): Promise<Figures> => {
	const recorded = prometheusUrl === undefined ? undefined : await measureRefresh(prometheusUrl, 'recorded');
	const raw = unruledUrl === undefined ? undefined : await measureRefresh(unruledUrl, 'raw');
	return {
		recordedMedian: recorded?.median,
		recorded95: recorded?.p95,
		recordedSize: recorded?.size,
		recordedServerCpu: recorded?.serverCpu,
		recordedOwnCpu: recorded?.ownCpu,
		rawMedian: raw?.median,
		raw95: raw?.p95,
		rawSize: raw?.size,
		rawServerCpu: raw?.serverCpu,
		rawOwnCpu: raw?.ownCpu,
		...(dockerHost === undefined ? {} : await withEngine(dockerHost, measureEngine)),
	};
};
