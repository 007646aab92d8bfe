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

/** The series that says, per group, that our rules are evaluated, and by its label `version` which ones. */
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

/** The recording rules, in groups. */
export const ruleGroups: readonly RuleGroup[] = [...new Set(metricIds.map(groupOf))].map(name => ({
	name,
	...(intervals[name] === undefined ? {} : { interval: intervals[name] }),
	rules: metricIds
		.filter(id => groupOf(id) === name && isRecorded(id))
		.map(id => ({ record: metricOf(id).series, expr: promqlOf(id, recordedWindow) })),
}));

/** A short hash of the rules: recorded series are only trusted when they were recorded by exactly these. */
export const rulesVersion = hash('sha256', JSON.stringify(ruleGroups)).slice(0, 8);
