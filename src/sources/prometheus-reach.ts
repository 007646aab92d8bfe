import { answerOf, type Point, parseSamples } from './prometheus-answer.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import { strangeBody } from './strange-body.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
// A series is found up to five minutes after its last sample: points this far apart miss nothing.
const close = 5 * minute;
const longest = 10 * 365 * day;
// As many points as one answer may have, less some.
const widest = 10_000 * close;

/** Whether an answer names any series. Throws an AixclError where it is none. */
const namesAny = (body: string, place: string): boolean => {
	const data = answerOf(body, place);
	if (!Array.isArray(data)) throw strangeBody(body, place);
	return data.length > 0;
};

// A Prometheus that scrapes itself keeps this, to the millisecond; another server may keep more than that one does.
const lowest = 'min(prometheus_tsdb_lowest_timestamp_seconds)';

/** The day in which samples begin, or the two around a midnight: found by quarters from the index, whatever gaps there are. */
const beginning = async (isIn: (from: number, to: number) => Promise<boolean>, span: readonly [number, number]) => {
	let [from, to] = span;
	while (to - from > day) {
		const cuts = [1, 2, 3].map(part => from + Math.round(((to - from) * part) / 4000) * 1000);
		const found = await Promise.all(cuts.map(cut => isIn(from, cut)));
		const first = found.indexOf(true);
		[from, to] = [first === 0 ? from : cuts.at(first < 0 ? -1 : first - 1)!, first < 0 ? to : cuts[first]!];
	}
	return { from, to };
};

/**
 * When the samples of `up` begin, to the millisecond; undefined where there is none within ten years. Only a day of samples
 * is read, for that is what costs. Some servers know only the day of a series, or the weeks: there the rest is read.
 */
export const findReach = async (api: PrometheusApi, now: number, signal: AbortSignal): Promise<number | undefined> => {
	const end = Math.floor(now / 1000) * 1000;
	const isIn = async (from: number, to: number) => namesAny(await api.series('up', from, to, signal), api.place);
	const samplesOf = async (body: Promise<string>) =>
		parseSamples(await body, api.place).flatMap(({ points }) => points);
	const firstOf = (points: readonly Point[]) =>
		points.length === 0 ? undefined : Math.min(...points.map(({ at }) => at));
	const firstIn = async (from: number, time: number) => {
		const until = Math.min(time, end);
		// The last look is at the end: what began just now is not missed.
		const start = until - Math.ceil((until - from) / close) * close;
		return firstOf(await samplesOf(api.queryRange('group(up)', start, until, close, signal)));
	};
	const exact = async (found: number) => firstOf(await samplesOf(api.query('up[5m]', found, signal))) ?? found;

	const told = (await samplesOf(api.query(lowest, end, signal)))[0]?.value;
	if (told !== undefined && told > 0) {
		const from = Math.floor(told) * 1000;
		const found = (await isIn(end - longest, from - day)) ? undefined : await firstIn(from - day, from + day);
		if (found !== undefined) return exact(found);
	}
	if (!(await isIn(end - longest, end))) return undefined;
	const { from, to } = await beginning(isIn, [end - longest, end]);
	const found = (await firstIn(from, to + day)) ?? (await firstIn(from, from + widest));
	return found === undefined ? undefined : exact(found);
};

/** Milliseconds for which an answer holds: retention moves it on, slowly. */
const holds = 60 * minute;

/** The same, asked again after an hour only. `now` is the server's time in milliseconds since the epoch. */
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
