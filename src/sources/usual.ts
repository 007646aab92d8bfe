import { type MetricId, metricIds } from '../metrics/catalogue/catalogue.ts';
import { type Usual, usualKey } from '../metrics/compare.ts';
import type { History } from '../metrics/history.ts';
import type { RangeOptions, Source } from './source.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** When to look: the same hour of yesterday, and of the same day a week ago. */
const earlier = [day, 7 * day];
const half = 30 * minute;
const step = 5 * minute;

const ids = metricIds.filter(id => id !== 'host.info');

const collect = (histories: readonly History[]): readonly Usual[] => {
	const found = new Map<string, { readonly id: MetricId; readonly values: number[] }>();
	for (const { series } of histories) {
		for (const [id, list] of Object.entries(series) as [MetricId, History['series'][MetricId]][]) {
			for (const { labels, values } of list ?? []) {
				const key = usualKey(id, labels);
				const known = found.get(key) ?? { id, values: [] };
				known.values.push(...values.filter(value => value !== undefined));
				found.set(key, known);
			}
		}
	}
	return [...found].map(([key, { id, values }]) => ({ id, key, values }));
};

/**
 * What every series was at this time of yesterday and of the same day a week ago, by two range queries: thirteen points
 * of five minutes each. A source whose past is shorter gives less, or nothing.
 */
export const readUsual = async (
	source: Pick<Source, 'range'>,
	at: number,
	signal: AbortSignal,
	options: RangeOptions = {},
): Promise<readonly Usual[]> =>
	collect(
		await Promise.all(
			earlier.map(ago => source.range(ids, { end: at - ago + half, span: 2 * half, step }, signal, options)),
		),
	);
