import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import { recordedIds } from '../metrics/rules.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import { machineFilter } from './hosts.ts';
import { allParts, isKnown, metricsWith, noParts, partsIn } from './optional-groups.ts';
import type { PrometheusAccess } from './prometheus-access.ts';
import { parseSamples, type Sample } from './prometheus-answer.ts';
import { createPrometheusApi } from './prometheus-api.ts';
import { readEvents } from './prometheus-happened.ts';
import { without } from './prometheus-history.ts';
import { pastAlertsQuery, toPastAlerts } from './prometheus-past-alerts.ts';
import { detailQueries, rawQueries, rawQueriesOf, recordedQuery } from './prometheus-queries.ts';
import { createRangeReader } from './prometheus-range.ts';
import { createReach } from './prometheus-reach.ts';
import { parseActiveAlerts, parseAlertRules } from './prometheus-rules.ts';
import { type Reader, toSnapshot, unrecordedIn } from './prometheus-snapshot.ts';
import { createRateWindow } from './prometheus-window.ts';
import { createRememberingApi } from './remembering-api.ts';
import { createServerClock, refuseFuture } from './server-clock.ts';
import type { ReadOptions, Source } from './source.ts';

export type PrometheusSourceOptions = {
	/** May carry a path and `user:password@`; neither the user nor the password is ever shown. */
	readonly url: string;
	/** What this machine calls itself: of several hosts, the one to show unless another is asked for. */
	readonly thisHostName: string;
	/** Milliseconds since the epoch. */
	readonly now?: () => number;
	/** Milliseconds by the wall clock that a snapshot's request may take. */
	readonly deadline?: number;
	readonly access?: PrometheusAccess;
};

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)}s`;

/**
 * Reads a Prometheus, or what speaks like one, one request a snapshot: our recorded series where our rules of this
 * version are loaded, or were at that time, the exporters' own metrics where they are not. Throws an AixclError where
 * the URL is none.
 */
export const createPrometheusSource = (options: PrometheusSourceOptions): Source => {
	const { thisHostName, now = Date.now } = options;
	const clock = createServerClock(now);
	const api = createRememberingApi(createPrometheusApi(options), clock.now);
	const rateWindow = createRateWindow(api, now);
	const findReach = createReach(api, clock.now);
	// The metrics that have to be read raw now; until it is known, none.
	let unrecorded: ReadonlySet<MetricId> = new Set();
	let hosts: Snapshot['hosts'] = [];
	let window = 60_000;
	// Each metric costs a raw query something, also where there is none of it.
	let parts = noParts;
	// As many as most machines have, until it is known.
	let containers = 100;
	const ranges = createRangeReader(api, {
		thisHostName,
		now: clock.now,
		hasRules: () => unrecorded.size < recordedIds.length,
		hosts: () => hosts,
		rateWindow: () => window,
		reach: findReach,
	});

	const ask = async (queries: readonly string[], at: number | undefined, signal: AbortSignal) => {
		if (at !== undefined) refuseFuture(at, clock.now());
		const asked = now();
		const bodies = await Promise.all(queries.map(promql => api.query(promql, at, signal)));
		const samples = bodies.flatMap(body => parseSamples(body, api.place));
		const evaluated = samples[0]?.points[0]?.at;
		if (at === undefined && evaluated !== undefined) clock.observe(evaluated, asked, now());
		return samples;
	};

	const snapshotOf = (samples: readonly Sample[], via: Reader['via'], { host, at }: ReadOptions): Snapshot => {
		const snapshot = toSnapshot(samples, { via, host, thisHostName, hosts, now: at ?? clock.now() });
		if (at === undefined) {
			hosts = snapshot.hosts;
			containers = snapshot.readings['container.memory_bytes']?.length ?? 0;
		}
		return snapshot;
	};

	const askRaw = async (signal: AbortSignal, read: ReadOptions): Promise<Snapshot> => {
		const asked = read.at === undefined ? parts : allParts;
		const queries = rawQueries(seconds(window), metricsWith(asked), asked.gpuExporters);
		const samples = await ask(queries, read.at, signal);
		if (read.at !== undefined) return snapshotOf(samples, 'raw', read);
		if (samples.length > 0) unrecorded = unrecordedIn(samples);
		const snapshot = snapshotOf(samples, 'raw', read);
		parts = partsIn(snapshot.readings, samples);
		// What has just come is asked for in whole at once.
		return isKnown(parts, asked) ? snapshot : askRaw(signal, read);
	};

	const readRaw = async (signal: AbortSignal, read: ReadOptions): Promise<Snapshot> => {
		const snapshot = await askRaw(signal, read);
		const needed = await rateWindow.needed(snapshot.readings, signal);
		if (needed === window) return snapshot;
		window = needed;
		return askRaw(signal, read);
	};

	return {
		name: 'prometheus',
		url: api.url,
		get skew() {
			return clock.skew();
		},
		async read(signal, read = {}) {
			// Live it is one question, or the other: most of the one in two would take longer.
			if (read.at === undefined && unrecorded.size > 0) return readRaw(signal, read);
			if (unrecorded.size === recordedIds.length) return readRaw(signal, read);
			const samples = await ask([recordedQuery], read.at, signal);
			const missing = unrecordedIn(samples);
			// A server that has nothing now says nothing of its rules either.
			if (read.at === undefined && samples.length > 0) unrecorded = missing;
			if (missing.size === 0) return snapshotOf(samples, 'recorded', read);
			if (read.at === undefined || missing.size === recordedIds.length) return readRaw(signal, read);
			const own = await ask(rawQueriesOf([...missing], seconds(window)), read.at, signal);
			return snapshotOf([...without(samples, missing), ...own], 'recorded', read);
		},
		range: (ids, wanted, signal, range = {}) => ranges.read(ids, wanted, signal, range),
		async details(ids, signal, read = {}) {
			const known = unrecorded.size === 0 || read.at !== undefined ? undefined : parts.gpuExporters;
			const samples = await ask(detailQueries(ids, seconds(window), known), read.at, signal);
			const reader = { via: 'raw', host: read.host, thisHostName, hosts, now: read.at ?? clock.now() } as const;
			const { readings } = toSnapshot(samples, reader);
			return Object.fromEntries(Object.entries(readings).filter(([id]) => ids.includes(id as MetricId)));
		},
		async alerts(signal, { at } = {}) {
			if (at === undefined) return parseActiveAlerts(await api.alertRules(signal), api.place);
			// Not every server that keeps the series has the rules, too.
			const rules = api.alertRules(signal).then(
				body => parseAlertRules(body, api.place),
				() => [],
			);
			return toPastAlerts(await ask([pastAlertsQuery], at, signal), await rules);
		},
		reach: findReach,
		async events(stretch, signal, { host } = {}) {
			const isHere = machineFilter(hosts, host, thisHostName);
			return (await readEvents(api, stretch, containers, signal)).filter(({ labels }) => isHere(labels));
		},
		close() {
			ranges.clear();
			api.close();
		},
	};
};
