import { parseSamples, type Sample } from './prometheus-answer.ts';
import type { PrometheusApi } from './prometheus-api.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
// A series is found up to five minutes after its last sample: points this far apart miss nothing.
const close = 5 * minute;
const far = 6 * 60 * minute;
const longest = 400 * day;
// As many points as one answer may have, less some.
const closeSpan = 10_000 * close;

const firstIn = (samples: readonly Sample[]): number | undefined =>
	samples.length === 0 ? undefined : Math.min(...samples.flatMap(({ points }) => points.map(({ at }) => at)));

/**
 * When the samples of `up` begin, to the millisecond; undefined where there is none within 400 days. Three cheap queries,
 * whatever is behind the API: points six hours apart, then five minutes apart before the first that was found, then the
 * samples themselves. Data older than five weeks that no point of the first round has met is missed.
 */
export const findReach = async (api: PrometheusApi, now: number, signal: AbortSignal): Promise<number | undefined> => {
	const firstPoint = async (start: number, end: number, step: number) =>
		firstIn(parseSamples(await api.queryRange('group(up)', start, end, step, signal), api.place));

	const round = Math.floor(now / 1000) * 1000;
	const coarse = (await firstPoint(round - longest, round, far)) ?? round;
	const from = Math.max(Math.min(coarse - far, round - closeSpan), coarse - closeSpan);
	const found = await firstPoint(from, coarse, close);
	if (found === undefined) return undefined;
	const samples = parseSamples(await api.query('up[5m]', found, signal), api.place);
	return firstIn(samples) ?? found;
};

/** Milliseconds for which an answer holds: retention moves it on, slowly. */
const holds = 10 * minute;

/** The same, asked again after ten minutes only. `now` is the server's time in milliseconds since the epoch. */
export const createReach = (api: PrometheusApi, now: () => number) => {
	let known: { readonly at: number; readonly reach: number } | undefined;
	return async (signal: AbortSignal): Promise<number | undefined> => {
		if (known && now() - known.at < holds) return known.reach;
		const at = now();
		const reach = await findReach(api, at, signal);
		known = reach === undefined ? undefined : { at, reach };
		return reach;
	};
};
