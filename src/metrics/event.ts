import type { Clean } from '../text/clean.ts';
import type { Labels } from './snapshot.ts';

/**
 * What may have happened. Containers that `died`, ran out of memory (`oom`) or changed their health are told by the
 * engine, the others by Prometheus, and a start by both. A container that `appeared` was not measured before, and is not known to have been started;
 * one that is `gone` is measured no longer.
 */
export type EventKind =
	| 'container.started'
	| 'container.appeared'
	| 'container.gone'
	| 'container.died'
	| 'container.oom'
	| 'container.unhealthy'
	| 'container.healthy'
	| 'alert.firing'
	| 'alert.resolved'
	| 'prometheus.started'
	| 'host.booted';

/** One thing that happened, in facts. */
export type PastEvent = {
	readonly kind: EventKind;
	/** Milliseconds since the epoch by the source's clock. */
	readonly at: number;
	/** It happened at `at`, or up to so many milliseconds earlier; 0 is exactly then. */
	readonly within: number;
	/** The name of the container or the alert, else the `instance`. */
	readonly subject: Clean;
	/** `job`, `instance`, and what tells the subject apart: `id` of a container, all labels of an alert. */
	readonly labels: Labels;
	/** Of a container that died. */
	readonly exitCode?: number | undefined;
	/** Of an alert. */
	readonly severity?: Clean | undefined;
	/** Since when the condition of an alert that begins to fire holds. */
	readonly since?: number | undefined;
};
