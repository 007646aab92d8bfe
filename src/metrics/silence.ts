import type { Clean } from '../text/clean.ts';
import type { ActiveAlert } from './alert-rule.ts';
import type { Labels } from './snapshot.ts';

/** A silence: nobody is told of the alerts that it matches. */
export type Silence = {
	readonly id: Clean;
	readonly createdBy: Clean | undefined;
	readonly comment: Clean | undefined;
	/** Milliseconds since the epoch, by the server's clock. */
	readonly endsAt: number | undefined;
	/** As people write them, e.g. `alertname="HostCpuHigh"`, `job!="node"`. */
	readonly matchers: readonly Clean[];
};

/** An alert that Alertmanager was sent. */
export type SentAlert = {
	/** All of them, with those that Prometheus adds for others to tell it by. */
	readonly labels: Labels;
	/** What keeps it from being told to anybody, as Alertmanager itself judges. */
	readonly silences: readonly Silence[];
};

/** What an Alertmanager knows. */
export type Silencing = {
	/** Where it is, without credentials. */
	readonly url: Clean;
	/** By the name of the alert. */
	readonly sent: ReadonlyMap<string, readonly SentAlert[]>;
};

const countOf = ({ labels }: SentAlert): number => Object.keys(labels).length;

/**
 * The alert as Alertmanager has it: the one with all labels of ours and the fewest others, which are those that
 * Prometheus adds on the way. Of several such one that is not silenced; undefined where it was not sent.
 */
export const sentOf = (
	{ name, severity, labels }: Pick<ActiveAlert, 'name' | 'severity' | 'labels'>,
	{ sent }: Silencing,
): SentAlert | undefined => {
	const wanted = Object.entries(labels);
	return (sent.get(name) ?? [])
		.filter(each => each.labels.severity === severity && wanted.every(([label, value]) => each.labels[label] === value))
		.toSorted((a, b) => countOf(a) - countOf(b) || a.silences.length - b.silences.length)[0];
};
