import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { History, Window } from '../metrics/history.ts';
import { recordedIds } from '../metrics/rules.ts';
import type { Host } from '../metrics/snapshot.ts';
import { type Grid, gridOf } from './grid.ts';
import { createHistoryCache } from './history-cache.ts';
import { parseSamples, type Sample } from './prometheus-answer.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import { beganLate, type HistoryReader, toHistory, without } from './prometheus-history.ts';
import { hostsDuring } from './prometheus-hosts.ts';
import { laterProof, proofTime } from './prometheus-proof.ts';
import { rawQueriesOf, rawRangeQueries, recordedRangeQuery, recordedSpan } from './prometheus-queries.ts';
import type { RangeOptions } from './source.ts';

/** What is known of the server besides. */
export type RangeFacts = {
	readonly thisHostName: string;
	/** The server's time, in milliseconds since the epoch. */
	readonly now: () => number;
	readonly hasRules: () => boolean;
	readonly hosts: () => readonly Host[];
	/** Milliseconds that rates of the exporters' own metrics have to look back. */
	readonly rateWindow: () => number;
	/** When the server's numbers begin, in milliseconds since the epoch. */
	readonly reach: (signal: AbortSignal) => Promise<number | undefined>;
};

export type RangeReader = {
	read(ids: readonly MetricId[], window: Window, signal: AbortSignal, options: RangeOptions): Promise<History>;
	clear(): void;
};

/** Reads the past by one range query, or two where our rules did not exist then; and of what is live only what is new. */
export const createRangeReader = (api: PrometheusApi, facts: RangeFacts): RangeReader => {
	const cache = createHistoryCache(facts.now);

	const proofFor = async (grid: Grid, signal: AbortSignal): Promise<number | undefined> => {
		if (grid.step <= recordedSpan) return undefined;
		const reach = await facts.reach(signal).catch(() => undefined);
		signal.throwIfAborted();
		return proofTime(grid, reach);
	};

	return {
		read(ids, window, signal, { host, containers, only, peaks = [] }) {
			const whole = gridOf(window);
			const ask = async (grid: Grid, before: History | undefined): Promise<History> => {
				const range = async (queries: readonly string[]) =>
					(
						await Promise.all(
							queries.map(async promql =>
								parseSamples(await api.queryRange(promql, grid.start, grid.end, grid.step, signal), api.place),
							),
						)
					).flat();
				const look = `${Math.round(Math.max(facts.rateWindow(), grid.step) / 1000)}s`;
				const laid = async (samples: readonly Sample[], how: Pick<HistoryReader, 'via' | 'raw'>) => {
					const hosts = await hostsDuring(api, grid, { wanted: host, known: facts.hosts(), samples }, signal);
					const { thisHostName } = facts;
					return toHistory(samples, grid, { ids, wanted: host, thisHostName, hosts, containers, only, ...how });
				};
				if (before ? before.via === 'recorded' || before.raw : facts.hasRules()) {
					const proofAt = before ? undefined : await proofFor(grid, signal);
					const samples = await range([recordedRangeQuery({ ids, step: grid.step, peaks, containers, only, proofAt })]);
					const isAsked = proofAt !== undefined && ids.some(id => recordedIds.includes(id));
					const isInGap = isAsked && !samples.some(({ labels }) => labels.__name__ === 'up');
					const proof = isInGap ? await laterProof(api, grid, signal) : samples;
					// One point proves nothing: what comes later is read as what came before.
					const raw = before ? (before.raw ?? []) : beganLate(ids, proof, grid);
					const own = raw.length === 0 ? [] : await range(rawQueriesOf(raw, look));
					const isRaw = raw.length > 0 && !ids.some(id => recordedIds.includes(id) && !raw.includes(id));
					return laid([...without(samples, new Set(raw)), ...own], { via: isRaw ? 'raw' : 'recorded', raw });
				}
				return laid(await range(rawRangeQueries(ids, look)), { via: 'raw' });
			};
			const key = JSON.stringify([ids, host, containers, only, peaks, window.span]);
			return cache.get(key, whole, ask);
		},
		clear: cache.clear,
	};
};
