import type { GpuExporters } from './catalogue/gpu/exporters.ts';

/** Base units, as Prometheus has them: ratios are 0..1, durations seconds, sizes bytes. */
export type Unit =
	| 'ratio'
	| 'bytes'
	| 'bytes_per_second'
	| 'seconds'
	| 'cores'
	| 'count'
	| 'per_second'
	| 'celsius'
	| 'watts'
	| 'hertz'
	| 'joules'
	| 'boolean'
	| 'info';

/** One number aixcl knows, named once: the screen, the recording rules, the JSON and the docs all read this. */
export type Metric = {
	readonly title: string;
	readonly unit: Unit;
	/**
	 * Instant PromQL over the exporters' own metrics; `$window` stands for the rate window.
	 * Each result keeps the labels `job` and `instance`.
	 */
	readonly promql: string;
	/** Of what exporters each tell in their own way: the same by these of them alone; absent where none of them tells it. */
	readonly ofExporters?: (present: GpuExporters) => string | undefined;
	/** Name of the recorded series; where it equals `promql`, the exporter's own gauge is read as it is and no rule is written. */
	readonly series: string;
	/** The labels besides `job` and `instance` that tell its series apart; other labels are dropped. */
	readonly by: readonly string[];
	/** Values at which a reading is worth a warning, and then an alarm. */
	readonly warn?: number;
	readonly alarm?: number;
};
