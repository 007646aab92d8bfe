import { containerSelector } from '../metrics/catalogue/container.ts';
import type { EventKind, PastEvent } from '../metrics/event.ts';
import type { Labels } from '../metrics/snapshot.ts';
import { literal } from '../text/clean.ts';
import { byText } from '../text/order.ts';
import type { Sample } from './prometheus-answer.ts';
import { comingsOf, type Looks } from './prometheus-comings.ts';
import { tag, tagged } from './prometheus-queries.ts';

const steps = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400].map(seconds => seconds * 1000);

/** How far apart the looks at a stretch of `span` milliseconds are, where there may be so many: an answer has points only where something happened. */
const stepOf = (span: number, looks: number): number => steps.find(step => span / step <= looks) ?? steps.at(-1)!;

const since = literal('since');
const container = literal('container');
const watched = literal('watched');
const unwatched = literal('unwatched');
const none = literal('');

/**
 * The query for containers, hosts and Prometheus. Start times of containers at each look, once: to let the server compare
 * looks with each other costs it five times as much. Times of boots and starts of Prometheus, where they are recent.
 */
const thingsQuery = (step: number): string => {
	// What starts between two looks is scraped somewhat later, a machine long after its boot.
	const recent = (times: string, lag: number) => `(${times}) > time() - ${(2 * step) / 1000 + lag}`;
	return [
		tagged(`max by (job, instance, id, name) (container_start_time_seconds${containerSelector})`, container),
		tagged('((up == 1) and on (job, instance) machine_cpu_cores)', watched),
		tagged(recent('node_boot_time_seconds', 900), 'host.booted'),
		tagged(recent('process_start_time_seconds and on (job, instance) prometheus_build_info', 60), 'prometheus.started'),
	].join(' or ');
};

/**
 * The query for alerts: where one fires that did not at the look before, and the other way round; and where nothing was
 * scraped, for then nobody knows. That is asked once and told apart here: it is what takes the server longest.
 */
const alertsQuery = (step: number): string => {
	const before = `offset ${step / 1000}s`;
	const firing = 'ALERTS{alertstate="firing"}';
	const began = `(${firing} unless ${firing} ${before})`;
	return [
		tagged(began, 'alert.firing'),
		tagged(`(${firing} ${before} unless ${firing})`, 'alert.resolved'),
		tagged(`(ALERTS_FOR_STATE and ignoring (alertstate) ${began})`, since),
		tagged('absent(up)', unwatched),
	].join(' or ');
};

const kinds: readonly EventKind[] = ['alert.firing', 'alert.resolved', 'host.booted', 'prometheus.started'];

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
export const distinct = (events: readonly PastEvent[]): readonly PastEvent[] => {
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
	const isAlert = kind.startsWith('alert.');
	const { job = none, instance = none } = labels;
	const own: Labels = isAlert ? all : { job, instance };
	const subject = isAlert ? (alertname ?? none) : instance;
	const held = begun.get(`${at} ${keyOf(labels)}`);
	return {
		kind,
		at: isTime(kind) ? value * 1000 : at,
		within: isTime(kind) ? 0 : step,
		subject,
		labels: own,
		...(severity !== undefined && { severity }),
		...(kind === 'alert.firing' && held !== undefined && { since: held }),
	};
};

export type EventQuestion = { readonly promql: string; readonly step: number };

/** Bytes that the start times of all containers may take in an answer, and one of them. */
const room = 4_000_000;
const each = 30;

/**
 * What to ask for, and how far apart the looks are in milliseconds: further where there are many containers. Alerts are few
 * and cheap, and are looked at more often. A container that is started twice between two looks is seen to start once.
 */
export const eventQuestions = (span: number, containers: number): readonly EventQuestion[] => {
	const looks = Math.max(24, Math.min(360, Math.floor(room / (each * Math.max(1, containers)))));
	return [
		{ query: thingsQuery, step: stepOf(span, looks) },
		{ query: alertsQuery, step: stepOf(span, 3000) },
	].map(({ query, step }) => ({ promql: query(step), step }));
};

/** The events in an answer to one of the questions, in order of time; `step` is the one it was asked with. */
export const toEvents = (samples: readonly Sample[], looks: Looks): readonly PastEvent[] => {
	const { start, end, step } = looks;
	const of = (kind: string) => samples.filter(({ labels }) => labels[tag] === kind);
	// Whatever else a server may answer with is no event.
	const all = samples.flatMap(({ labels, points }) => {
		const kind = [...kinds, since].find(each => each === labels[tag]);
		return kind === undefined ? [] : points.map(({ at, value }) => ({ labels, kind: kind as EventKind, at, value }));
	});
	const isSince = ({ labels }: Found) => labels[tag] === since;
	const begun = new Map(all.filter(isSince).map(({ labels, at, value }) => [`${at} ${keyOf(labels)}`, value * 1000]));
	const blind = new Set(of(unwatched).flatMap(({ points }) => points.map(({ at }) => at)));
	// An alert that fires at the first look after a gap may have begun in it.
	const isKnown = ({ kind, at }: Found) =>
		!(kind === 'alert.firing' && blind.has(at - step)) && !(kind === 'alert.resolved' && blind.has(at));
	const events = all.filter(found => !isSince(found) && isKnown(found)).map(found => toEvent(found, step, begun));
	return distinct(
		[...events, ...comingsOf(of(container), of(watched), looks)]
			.filter(({ at, within }) => at >= start && at - within <= end)
			.toSorted((a, b) => a.at - b.at || byText(a.kind, b.kind)),
	);
};
