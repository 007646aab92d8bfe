import type { Clean } from '../text/clean.ts';
import type { MetricId } from './catalogue/catalogue.ts';

export type Labels = Readonly<Record<string, Clean>>;

/** One series' value in base units; `at` is when it was measured, in milliseconds since the epoch by the source's clock. */
export type Reading = { readonly labels: Labels; readonly value: number; readonly at: number };

/** A metric that is absent is unknown, never zero. */
export type Readings = Readonly<Partial<Record<MetricId, readonly Reading[]>>>;

/** One `ALERTS` series. */
export type Alert = {
	readonly name: Clean;
	readonly state: 'firing' | 'pending';
	readonly severity: Clean | undefined;
	readonly labels: Labels;
};

/** One scrape target as `up` tells it; `at` is its last scrape, in milliseconds since the epoch. */
export type Target = {
	readonly job: Clean;
	readonly instance: Clean;
	readonly isUp: boolean;
	readonly at: number | undefined;
};

/** A machine the source has host metrics of. */
export type Host = { readonly instance: Clean; readonly name: Clean | undefined };

/** How numbers were read: from recorded series, from one raw query, or from this machine itself. */
export type Via = 'recorded' | 'raw' | 'local';

/** Everything one read learnt. */
export type Snapshot = {
	/** Time of evaluation, in milliseconds since the epoch by the source's clock. */
	readonly at: number;
	readonly via: Via;
	readonly readings: Readings;
	readonly alerts: readonly Alert[];
	readonly targets: readonly Target[];
	/** The host that the `host.*` readings are of, and all hosts there are. */
	readonly host: Host | undefined;
	readonly hosts: readonly Host[];
	/** Why nothing is known of the GPUs, in a sentence, where who tells of them failed. */
	readonly gpuFault?: Clean;
};
