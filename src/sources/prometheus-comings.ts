import type { PastEvent } from '../metrics/event.ts';
import type { Labels } from '../metrics/snapshot.ts';
import { type Clean, literal } from '../text/clean.ts';
import type { Sample } from './prometheus-answer.ts';

/** The looks of a range query: milliseconds. */
export type Looks = { readonly start: number; readonly end: number; readonly step: number };

const none = literal('');

const jobOf = ({ job = none, instance = none }: Sample['labels']): string => `${job}\n${instance}`;

const scrapeLag = 60_000;

const told = (labels: Sample['labels']): Labels => {
	const own: Record<string, Clean> = {};
	for (const name of ['job', 'instance', 'id', 'name']) if (labels[name] !== undefined) own[name] = labels[name];
	return own;
};

const eventsOf = (
	{ labels, points }: Sample,
	isWatched: (at: number) => boolean,
	{ end, step }: Looks,
): readonly PastEvent[] => {
	const own = told(labels);
	const subject = own.name ?? own.id ?? none;
	const events: PastEvent[] = [];
	const tell = (kind: PastEvent['kind'], at: number, within: number) =>
		events.push({ kind, at, within, subject, labels: own });
	let before: Sample['points'][number] | undefined;
	for (const point of points) {
		const isNew = point.value !== before?.value;
		if (isNew) tell('container.started', point.value * 1000, 0);
		const isBack = before === undefined || point.at - before.at > 1.5 * step;
		if (isBack && before && isWatched(before.at + step)) tell('container.gone', before.at + step, step);
		// A start that came since the last look explains why it is there, be it scraped somewhat later.
		const isExplained = isNew && point.value * 1000 > point.at - Math.max(2 * step, scrapeLag);
		if (isBack && !isExplained && isWatched(point.at - step)) tell('container.appeared', point.at, step);
		before = point;
	}
	if (before && before.at + step <= end && isWatched(before.at + step)) tell('container.gone', before.at + step, step);
	return events;
};

/**
 * What became of containers, from their start times at each look and the looks at which each cAdvisor could be scraped.
 * Where it could not, nothing is known of its containers.
 */
export const comingsOf = (
	containers: readonly Sample[],
	watched: readonly Sample[],
	looks: Looks,
): readonly PastEvent[] => {
	const seen = new Map(watched.map(({ labels, points }) => [jobOf(labels), new Set(points.map(({ at }) => at))]));
	return containers.flatMap(sample => eventsOf(sample, at => seen.get(jobOf(sample.labels))?.has(at) ?? false, looks));
};
