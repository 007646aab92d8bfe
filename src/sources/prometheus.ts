import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import { gridOf } from './grid.ts';
import type { PrometheusAccess } from './prometheus-access.ts';
import { parseSamples, type Sample } from './prometheus-answer.ts';
import { createPrometheusApi } from './prometheus-api.ts';
import { beganLate, toHistory } from './prometheus-history.ts';
import { detailQuery, rawQuery, rawRangeQuery, recordedQuery, recordedRangeQuery } from './prometheus-queries.ts';
import { parseActiveAlerts } from './prometheus-rules.ts';
import { isOurs, type Reader, toSnapshot } from './prometheus-snapshot.ts';
import { createRateWindow } from './prometheus-window.ts';
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
 * Reads a Prometheus, one request a snapshot: our recorded series where our rules of this version are loaded, the
 * exporters' own metrics where they are not. Throws an AixclError where the URL is none.
 */
export const createPrometheusSource = (options: PrometheusSourceOptions): Source => {
	const { thisHostName, now = Date.now } = options;
	const api = createPrometheusApi(options);
	const rateWindow = createRateWindow(api, now);
	let hasRules = true;
	let hosts: Snapshot['hosts'] = [];
	let window = 60_000;

	const ask = async (promql: string, at: number | undefined, signal: AbortSignal) =>
		parseSamples(await api.query(promql, at, signal), api.place);

	const snapshotOf = (samples: readonly Sample[], via: Reader['via'], { host, at }: ReadOptions): Snapshot => {
		const snapshot = toSnapshot(samples, { via, host, thisHostName, hosts, now: now() });
		if (at === undefined) hosts = snapshot.hosts;
		return snapshot;
	};

	const readRaw = async (signal: AbortSignal, read: ReadOptions): Promise<Snapshot> => {
		const samples = await ask(rawQuery(seconds(window)), read.at, signal);
		if (read.at === undefined) hasRules = isOurs(samples);
		const snapshot = snapshotOf(samples, 'raw', read);
		const needed = await rateWindow.needed(snapshot.readings, signal);
		if (needed === window) return snapshot;
		window = needed;
		return snapshotOf(await ask(rawQuery(seconds(window)), read.at, signal), 'raw', read);
	};

	return {
		name: 'prometheus',
		url: api.url,
		async read(signal, read = {}) {
			if (!hasRules && read.at === undefined) return readRaw(signal, read);
			const samples = await ask(recordedQuery, read.at, signal);
			const isRecorded = isOurs(samples);
			if (read.at === undefined) hasRules = isRecorded;
			return isRecorded ? snapshotOf(samples, 'recorded', read) : readRaw(signal, read);
		},
		async range(ids, wanted, signal, { host } = {}) {
			const grid = gridOf(wanted);
			const range = async (promql: string) =>
				parseSamples(await api.queryRange(promql, grid.start, grid.end, grid.step, signal), api.place);
			const picked = { wanted: host, thisHostName };
			if (hasRules) {
				const samples = await range(recordedRangeQuery(ids));
				if (!beganLate(samples, grid)) return toHistory(samples, ids, grid, picked);
			}
			return toHistory(await range(rawRangeQuery(ids, seconds(Math.max(window, grid.step)))), ids, grid, picked);
		},
		async details(ids, signal, read = {}) {
			const samples = await ask(detailQuery(ids, seconds(window)), read.at, signal);
			const { readings } = toSnapshot(samples, { via: 'raw', host: read.host, thisHostName, hosts, now: now() });
			return Object.fromEntries(Object.entries(readings).filter(([id]) => ids.includes(id as MetricId)));
		},
		alerts: async signal => parseActiveAlerts(await api.alertRules(signal), api.place),
		close: () => api.close(),
	};
};
