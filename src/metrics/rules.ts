import { hash } from 'node:crypto';
import { type MetricId, metricIds, metricOf } from './catalogue/catalogue.ts';
import type { GpuExporters } from './catalogue/gpu/exporters.ts';

export type Rule = { readonly record: string; readonly expr: string };
export type RuleGroup = {
	readonly name: string;
	readonly rules: readonly Rule[];
	/** How often they are evaluated, where it is not as often as the others. */
	readonly interval?: string;
};

/** The rate window of recorded series; the catalogue's names say the same. */
export const recordedWindow = '1m';

/**
 * The series that says, per group, that our rules are evaluated, and by its label `rules` which ones: the fingerprints of
 * them all. So one rule that is changed or new is not trusted for the time before, and the others are.
 */
export const marker = 'aixcl:rules:info';

/** The instant query behind a metric, over a rate window such as `1m`. */
export const promqlOf = (id: MetricId, window: string): string => metricOf(id).promql.replaceAll('$window', window);

/** The same, of a server that has no other exporters of GPUs than these; absent where none of them tells it. */
export const promqlBy = (id: MetricId, window: string, present: GpuExporters): string | undefined => {
	const { ofExporters } = metricOf(id);
	return ofExporters ? ofExporters(present) : promqlOf(id, window);
};

/** Whether a rule records the metric; otherwise its series is the exporter's own. */
export const isRecorded = (id: MetricId): boolean => metricOf(id).series !== metricOf(id).promql;

/** The group whose rules record a metric: the first part of its id. */
export const groupOf = (id: MetricId): string => id.slice(0, id.indexOf('.'));

// Its many spellings take longer to look for than all the rest, also where there is none; exporters are read no more often.
const intervals: Readonly<Record<string, string>> = { gpu: '15s' };

const ruleOf = (id: MetricId): Rule => ({ record: metricOf(id).series, expr: promqlOf(id, recordedWindow) });

/** The recording rules, in groups. */
export const ruleGroups: readonly RuleGroup[] = [...new Set(metricIds.map(groupOf))].map(name => ({
	name,
	...(intervals[name] === undefined ? {} : { interval: intervals[name] }),
	rules: metricIds.filter(id => groupOf(id) === name && isRecorded(id)).map(ruleOf),
}));

/** Tells a rule from every other one, and from what it was before it was changed. */
const fingerprint = ({ record, expr }: Rule): string => hash('sha256', `${record}\n${expr}`, 'base64url').slice(0, 6);

/** The fingerprints of a group's rules, as its marker says them. */
export const fingerprintsOf = ({ rules }: Pick<RuleGroup, 'rules'>): string =>
	rules.map(fingerprint).toSorted().join(' ');

/** The metrics that rules record. */
export const recordedIds: readonly MetricId[] = metricIds.filter(isRecorded);

// Made when the first answer has come: before that, it would hold up the first frame.
let fingerprints: ReadonlyMap<MetricId, string> | undefined;
const fingerprintOf = (id: MetricId): string | undefined => {
	fingerprints ??= new Map(recordedIds.map(each => [each, fingerprint(ruleOf(each))]));
	return fingerprints.get(id);
};

/** Whether a metric is recorded, as it is today, by a group whose marker says this of its rules. */
export const isAmong = (id: MetricId, said: string): boolean => said.includes(fingerprintOf(id) ?? 'none at all');
