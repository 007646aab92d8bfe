import type { ActiveAlert } from '../metrics/alert-rule.ts';
import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { PastEvent } from '../metrics/event.ts';
import type { History, SeriesPick, Window } from '../metrics/history.ts';
import type { Readings, Snapshot } from '../metrics/snapshot.ts';

export type SourceName = 'prometheus' | 'local';

export type ReadOptions = {
	/** Milliseconds since the epoch by the source's clock; absent is now. */
	readonly at?: number;
	/** The host to read, by its `instance` label or its name; absent is this machine's, else the first. */
	readonly host?: string;
};

export type RangeOptions = Omit<ReadOptions, 'at'> & {
	/** Only these containers, by their ID; absent is all. */
	readonly containers?: readonly string[];
	/** Of these metrics only the series that are picked; absent is all of all. */
	readonly only?: SeriesPick;
	/**
	 * Of which metrics the highest value of each step is wanted besides its mean, where steps are longer than a minute.
	 * Recorded series alone know them, and of all containers at once nobody is asked.
	 */
	readonly peaks?: readonly MetricId[];
};

/** A stretch of time: its end, in milliseconds since the epoch by the source's clock, and its length in milliseconds. */
export type Stretch = Pick<Window, 'end' | 'span'>;

/** Anything that can be asked for numbers of now and of the past. Rejects with an AixclError when it has none. */
export type Source = {
	readonly name: SourceName;
	/** Where it is, for the header; absent for the local sampler. */
	readonly url?: string | undefined;
	/** How far its clock is ahead of this machine's, in milliseconds; absent where that is not known yet. */
	readonly skew?: number | undefined;
	/** Everything at one instant. A time before the numbers begin has none; one to come is refused. */
	read(signal: AbortSignal, options?: ReadOptions): Promise<Snapshot>;
	/** The past of some metrics, on one grid of times. */
	range(ids: readonly MetricId[], window: Window, signal: AbortSignal, options?: RangeOptions): Promise<History>;
	/** Metrics that are not part of every snapshot; none where the source does not know them. */
	details(ids: readonly MetricId[], signal: AbortSignal, options?: ReadOptions): Promise<Readings>;
	/** The alerts that are active, or were at an instant; none where the source knows of no rules. */
	alerts(signal: AbortSignal, options?: Pick<ReadOptions, 'at'>): Promise<readonly ActiveAlert[]>;
	/** When its numbers begin, in milliseconds since the epoch by its clock; undefined where it has none. */
	reach(signal: AbortSignal): Promise<number | undefined>;
	/** What happened in a stretch of time, the earliest first; none where the source keeps no such record. */
	events(stretch: Stretch, signal: AbortSignal, options?: Omit<ReadOptions, 'at'>): Promise<readonly PastEvent[]>;
	/** Gives back sockets and timers. */
	close(): void;
};
