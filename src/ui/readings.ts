import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { Reading, Snapshot } from '../metrics/snapshot.ts';

export const readingsOf = (snapshot: Snapshot | undefined, id: MetricId): readonly Reading[] =>
	snapshot?.readings[id] ?? [];

/** The value of a metric that has one series; of several the first. */
export const valueIn = (snapshot: Snapshot | undefined, id: MetricId): number | undefined =>
	readingsOf(snapshot, id)[0]?.value;

/** The sum over a metric's series; undefined where there is none. */
export const sumIn = (snapshot: Snapshot | undefined, id: MetricId): number | undefined => {
	const readings = readingsOf(snapshot, id);
	return readings.length === 0 ? undefined : readings.reduce((sum, { value }) => sum + value, 0);
};

/** The value of the series whose label has this value. */
export const labelled = (
	snapshot: Snapshot | undefined,
	id: MetricId,
	label: string,
	value: string,
): number | undefined => readingsOf(snapshot, id).find(({ labels }) => labels[label] === value)?.value;
