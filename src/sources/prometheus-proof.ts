import type { Grid } from './grid.ts';
import { parseSamples, type Sample } from './prometheus-answer.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import { proofQuery } from './prometheus-queries.ts';

// Rules are recorded somewhat later than the first scrape is made, at the beginning and after each gap.
const patience = 120_000;

// A series is found up to five minutes after its last sample: points this far apart miss nothing.
const close = 5 * 60_000;

/** Whether rules were recorded all along is seen where the numbers begin, in the window or before it: milliseconds since the epoch. */
export const proofTime = ({ start, end }: Grid, reach = 0): number => Math.min(end, Math.max(start, reach) + patience);

/** The same for a window that begins in a gap: what is known of scraping and of rules where its numbers go on. */
export const laterProof = async (
	api: PrometheusApi,
	{ start, end }: Grid,
	signal: AbortSignal,
): Promise<readonly Sample[]> => {
	const during = async (promql: string, from: number, to: number, step: number) =>
		parseSamples(await api.queryRange(promql, from, to, step, signal), api.place);
	const scraped = await during('group(up)', start, end, close);
	const first = Math.min(...scraped.flatMap(({ points }) => points.map(({ at }) => at)));
	return first === Number.POSITIVE_INFINITY ? [] : during(proofQuery, first, first + patience, patience);
};
