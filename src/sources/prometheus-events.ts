import { containerSelector } from '../metrics/catalogue/container.ts';
import type { EventKind, PastEvent } from '../metrics/event.ts';
import type { Labels } from '../metrics/snapshot.ts';
import { type Clean, literal } from '../text/clean.ts';
import type { Sample } from './prometheus-answer.ts';
import { tag, tagged } from './prometheus-queries.ts';

const steps = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map(seconds => seconds * 1000);

/** How far apart the looks at a stretch of `span` milliseconds are, where there may be so many: an answer has points only where something happened. */
const stepOf = (span: number, looks: number): number => steps.find(step => span / step <= looks) ?? steps.at(-1)!;

const since = literal('since');
const none = literal('');

/** The query for containers, hosts and Prometheus: values that are times, where they are recent; and what comes and goes. */
const thingsQuery = (step: number): string => {
	const s = step / 1000;
	const containers = `container_start_time_seconds${containerSelector}`;
	const before = `${containers} offset ${s}s`;
	// Where cAdvisor itself cannot be scraped, nothing is known of its containers.
	const watched = `and on (job, instance) (up == 1) and on (job, instance) (up offset ${s}s == 1)`;
	// What starts between two looks is scraped somewhat later, a machine long after its boot.
	const recent = (times: string, lag: number) => `(${times}) > time() - ${2 * s + lag}`;
	return [
		tagged(recent(containers, 60), 'container.started'),
		tagged(`(${containers} unless ${before}) ${watched}`, 'container.appeared'),
		tagged(`(${before} unless ${containers}) ${watched}`, 'container.gone'),
		tagged(recent('node_boot_time_seconds', 900), 'host.booted'),
		tagged(recent('process_start_time_seconds and on (job, instance) prometheus_build_info', 60), 'prometheus.started'),
	].join(' or ');
};

/** The query for alerts: where one fires that did not at the look before, and the other way round. */
const alertsQuery = (step: number): string => {
	const before = `offset ${step / 1000}s`;
	const firing = 'ALERTS{alertstate="firing"}';
	// While Prometheus did not run, nobody knows what fired.
	const began = `((${firing} unless ${firing} ${before}) and on () group(up ${before}))`;
	return [
		tagged(began, 'alert.firing'),
		tagged(`((${firing} ${before} unless ${firing}) and on () group(up))`, 'alert.resolved'),
		tagged(`(ALERTS_FOR_STATE and ignoring (alertstate) ${began})`, since),
	].join(' or ');
};

const keyOf = ({ [tag]: _, __name__, alertstate, ...labels }: Sample['labels']): string =>
	JSON.stringify(Object.entries(labels).toSorted());

type Found = {
	readonly labels: Sample['labels'];
	readonly kind: EventKind;
	readonly at: number;
	readonly value: number;
};

const isTime = (kind: string): boolean => /[.](started|booted)$/.test(kind);

/** Boot times move by a second when a clock is set. */
const sameMoment = 60_000;

/** A start is seen at several looks, and is one. The events are in order of time. */
const distinct = (events: readonly PastEvent[]): readonly PastEvent[] => {
	const last = new Map<string, number>();
	return events.filter(({ kind, at, within, labels }) => {
		if (within > 0) return true;
		const key = `${kind} ${keyOf(labels)}`;
		const before = last.get(key) ?? Number.NEGATIVE_INFINITY;
		last.set(key, at);
		return at - before >= (kind === 'host.booted' ? sameMoment : 1000);
	});
};

const toEvent = ({ labels, kind, at, value }: Found, step: number, begun: ReadonlyMap<string, number>): PastEvent => {
	const { [tag]: _, __name__, alertname, alertstate, severity, ...all } = labels;
	const own = kind.startsWith('alert.') ? all : told(labels);
	const subject = (kind.startsWith('alert.') ? alertname : (own.name ?? own.instance)) ?? none;
	const held = begun.get(`${at} ${keyOf(labels)}`);
	return {
		kind,
		at: isTime(kind) ? value * 1000 : at,
		within: isTime(kind) ? 0 : step,
		subject: subject as Clean,
		labels: own,
		...(severity !== undefined && { severity }),
		...(kind === 'alert.firing' && held !== undefined && { since: held }),
	};
};

/** What to ask for, and how far apart the looks are in milliseconds. Alerts are few and cheap: they are looked at more often. */
export const eventQuestions = (span: number): readonly { readonly promql: string; readonly step: number }[] =>
	[
		{ query: thingsQuery, step: stepOf(span, 720) },
		{ query: alertsQuery, step: stepOf(span, 3000) },
	].map(({ query, step }) => ({ promql: query(step), step }));

const told = (labels: Sample['labels']): Labels => {
	const own: Record<string, Clean> = {};
	for (const name of ['job', 'instance', 'id', 'name']) if (labels[name] !== undefined) own[name] = labels[name];
	return own;
};

/** The events in an answer to one of the questions, in order of time; `step` is the one it was asked with. */
export const toEvents = (
	samples: readonly Sample[],
	{ start, end, step }: { start: number; end: number; step: number },
): readonly PastEvent[] => {
	const all = samples.flatMap(({ labels, points }) =>
		points.map(({ at, value }) => ({ labels, kind: (labels[tag] ?? none) as string as EventKind, at, value })),
	);
	const isSince = ({ labels }: Found) => labels[tag] === since;
	const begun = new Map(all.filter(isSince).map(({ labels, at, value }) => [`${at} ${keyOf(labels)}`, value * 1000]));
	const events = all
		.filter(found => !isSince(found))
		.map(found => toEvent(found, step, begun))
		.filter(({ at, within }) => at >= start && at - within <= end)
		.toSorted((a, b) => a.at - b.at || a.kind.localeCompare(b.kind));
	const starts = events.filter(({ kind }) => kind === 'container.started');
	return distinct(events).filter(
		({ kind, at, within, labels }) =>
			kind !== 'container.appeared' ||
			!starts.some(start => start.labels.id === labels.id && start.at > at - 2 * within - sameMoment && start.at <= at),
	);
};
