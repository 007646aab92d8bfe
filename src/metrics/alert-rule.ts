import type { Clean } from '../text/clean.ts';
import type { Labels } from './snapshot.ts';

/** One alert that is active now, with all that its rule says of it. */
export type ActiveAlert = {
	readonly name: Clean;
	readonly state: 'firing' | 'pending';
	readonly severity: Clean | undefined;
	/** Without `alertname` and `severity`. */
	readonly labels: Labels;
	/** Texts for people, such as `summary`, `description` and `runbook_url`. */
	readonly annotations: Labels;
	/** Since when its condition holds, in milliseconds since the epoch by the server's clock. */
	readonly activeAt: number | undefined;
	readonly value: number | undefined;
	/** The rule's PromQL. */
	readonly query: Clean;
	/** How long the condition has to hold before it fires, in milliseconds. */
	readonly holdFor: number | undefined;
};
