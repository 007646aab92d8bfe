import type { ActiveAlert } from '../metrics/alert-rule.ts';
import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { History, Window } from '../metrics/history.ts';
import type { Readings, Snapshot } from '../metrics/snapshot.ts';

export type SourceName = 'prometheus' | 'local';

export type ReadOptions = {
	/** Milliseconds since the epoch; absent is now. */
	readonly at?: number;
	/** The host to read, by its `instance` label or its name; absent is this machine's, else the first. */
	readonly host?: string;
};

/** Anything that can be asked for the current numbers. Rejects with an AixclError when it has none. */
export type Source = {
	readonly name: SourceName;
	/** Where it is, for the header; absent for the local sampler. */
	readonly url?: string | undefined;
	read(signal: AbortSignal, options?: ReadOptions): Promise<Snapshot>;
	/** The past of some metrics, on one grid of times. */
	range(ids: readonly MetricId[], window: Window, signal: AbortSignal, options?: ReadOptions): Promise<History>;
	/** Metrics that are not part of every snapshot; none where the source does not know them. */
	details(ids: readonly MetricId[], signal: AbortSignal, options?: ReadOptions): Promise<Readings>;
	/** The alerts that are active now; none where the source knows of no rules. */
	alerts(signal: AbortSignal): Promise<readonly ActiveAlert[]>;
	/** Gives back sockets and timers. */
	close(): void;
};
