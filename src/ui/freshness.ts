import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import { formatDuration } from '../metrics/format.ts';
import { lastValue } from '../store/remote.ts';
import type { Model } from './model.ts';
import { paint } from './paint.ts';

// Twice the longest usual scrape interval, so that an ordinary wait for the next scrape is no news.
const oldAfter = 60;

type Part = Pick<Model, 'snapshot' | 'clock'>;

/** Seconds since what a snapshot tells was measured; of some metrics the oldest, absent where nothing is known. */
export const ageOf = ({ snapshot, clock }: Part, ids?: readonly MetricId[]): number | undefined => {
	const known = lastValue(snapshot);
	if (!known || !('receivedAt' in snapshot)) return undefined;
	const measured = (ids ?? []).flatMap(id => (known.readings[id] ?? []).map(({ at }) => at));
	const before = measured.length === 0 ? 0 : known.at - Math.min(...measured);
	return Math.max(0, (clock.monotonic - snapshot.receivedAt + before) / 1000);
};

/** Whether what a snapshot tells of these metrics is so old that its age has to be told with it. */
export const isOld = (model: Part, ids: readonly MetricId[]): boolean => {
	const age = ageOf(model, ids);
	return age !== undefined && (model.snapshot.status === 'stale' || age >= oldAfter);
};

/** The part of a panel's title that says its numbers are old; nothing while they are not. */
export const ageNote = (model: Part, ids: readonly MetricId[]): readonly string[] =>
	isOld(model, ids) ? [paint(`${formatDuration(ageOf(model, ids))} old`, 'yellow')] : [];

/** What a panel's canvas must hear of to keep that note right: the passing of time, but only while it matters. */
export const agingParts = ({ snapshot, clock }: Model): readonly unknown[] => [
	snapshot,
	snapshot.status === 'stale' ? clock.wall : undefined,
];
