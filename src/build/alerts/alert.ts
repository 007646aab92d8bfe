/** How urgent an alert is: `critical` something does not work, `warning` something soon will not, `none` no alarm at all. */
export type Severity = 'critical' | 'warning' | 'none';

/** An alert, for Prometheus and for MONITORING.md. Texts may hold Prometheus's templates. */
export type Alert = {
	readonly name: string;
	readonly expr: string;
	/** How long it has to last; at once where it is absent. */
	readonly for?: string;
	readonly severity: Severity;
	/** One line with what it is about. */
	readonly summary: string;
	readonly means: string;
	readonly action: string;
	/** The reading that fired, as a person reads it, and what it was held against. */
	readonly value?: string;
	readonly threshold?: string;
	/** The uid of the dashboard that shows it. */
	readonly dashboard: string;
};

/** A series that an alert is made of, recorded because it is too long to be read within it. */
export type AlertRecord = { readonly series: string; readonly expr: string };

export type AlertGroup = {
	readonly name: string;
	/** Evaluated before the alerts. */
	readonly records?: readonly AlertRecord[];
	readonly alerts: readonly Alert[];
};

/** A ratio as per cent, in Prometheus's templates. */
export const asPercent = '{{ $value | humanizePercentage }}';

/** A threshold in words. */
export const above = (ratio: number): string => `above ${Math.round(ratio * 100)} %`;
