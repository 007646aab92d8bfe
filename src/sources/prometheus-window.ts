import type { Readings } from '../metrics/snapshot.ts';
import { type Point, parseIntervals, parseSamples, type Sample } from './prometheus-answer.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import { scrapesQuery } from './prometheus-queries.ts';

/** How wide the rate windows of raw queries have to be, which depends on how often the targets are scraped. */
export type RateWindow = {
	/** Milliseconds: four scrapes of the slowest target that these readings are of, and at least a minute. */
	needed(readings: Readings, signal: AbortSignal): Promise<number>;
};

const shortest = 60_000;
const patience = 5 * 60_000;

const keyOf = (labels: Sample['labels']): string => `${labels.job ?? ''}\n${labels.instance ?? ''}`;

/** The median time between two samples in milliseconds; undefined where there are not two yet. A count says nothing of a target that is new. */
const usualGap = (points: readonly Point[]): number | undefined =>
	points
		.slice(1)
		.map(({ at }, index) => at - points[index]!.at)
		.toSorted((a, b) => a - b)[(points.length - 1) >> 1];

/** Learns the scrape intervals once, and again, at most every five minutes, when a target is new. */
export const createRateWindow = (api: PrometheusApi, now: () => number): RateWindow => {
	let intervals: ReadonlyMap<string, number> = new Map();
	let learntAt = Number.NEGATIVE_INFINITY;

	const measured = async (signal: AbortSignal) => {
		const samples = parseSamples(await api.query(scrapesQuery, undefined, signal), api.place);
		return samples.flatMap(({ labels, points }) => {
			const gap = usualGap(points);
			return gap === undefined ? [] : [[labels, gap] as const];
		});
	};

	const learn = async (signal: AbortSignal) => {
		learntAt = now();
		// Not every Prometheus-compatible server has targets of its own to tell of.
		const found = await api
			.targets(signal)
			.then(body => parseIntervals(body, api.place))
			.catch(() => []);
		intervals = new Map(
			(found.length > 0 ? found : await measured(signal)).map(([labels, value]) => [keyOf(labels), value]),
		);
	};

	return {
		async needed(readings, signal) {
			const keys = new Set(Object.values(readings).flatMap(list => list.map(({ labels }) => keyOf(labels))));
			const isNew = [...keys].some(key => !intervals.has(key));
			// Unknown intervals are taken for short ones: no reason to lose the snapshot that is already here.
			if (isNew && now() - learntAt >= patience) await learn(signal).catch(() => {});
			const slowest = Math.max(0, ...[...keys].map(key => intervals.get(key) ?? 0));
			return Math.max(shortest, Math.ceil((4 * slowest) / 1000) * 1000);
		},
	};
};
