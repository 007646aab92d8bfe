import { detailIds, type MetricId, metricIds, metricOf } from '../metrics/catalogue/catalogue.ts';
import { isRecorded, marker, promqlOf } from '../metrics/rules.ts';

/** The label that tells in an answer what a series is: the id of a metric, or `timestamp`. */
export const tag = 'aixcl';

/** What every snapshot asks for besides the metrics. */
const always = ['up', 'ALERTS', marker];

const named = (names: readonly string[]): string => `{__name__=~"${names.join('|')}"}`;

// Without a label of its own, `or` would drop what carries the same labels as something before it.
const tagged = (promql: string, value: string): string => `label_replace(${promql}, "${tag}", "${value}", "", "")`;

/** When targets were scraped and rules evaluated: an instant answer carries only the time of the query. */
const times = tagged(`timestamp(${named(['up', marker])})`, 'timestamp');

const seriesOf = (ids: readonly MetricId[]): string[] => ids.map(id => metricOf(id).series);

const raw = (ids: readonly MetricId[], window: string): string[] => ids.map(id => tagged(promqlOf(id, window), id));

/** A snapshot from recorded series and exporters' gauges: one selector. */
export const recordedQuery = `${named([...seriesOf(metricIds), ...always])} or ${times}`;

/** The same snapshot from the exporters' own metrics. */
export const rawQuery = (window: string, ids = metricIds): string =>
	[named(always), times, ...raw(ids, window)].join(' or ');

// The host is picked by what `host.info` says, and whether rules were recorded all along by the marker.
const withHosts = (ids: readonly MetricId[]): readonly MetricId[] => [...new Set<MetricId>([...ids, 'host.info'])];

/** Some metrics that are not of every refresh, from the exporters' own. */
export const detailQuery = (ids: readonly MetricId[], window: string): string => rawQuery(window, withHosts(ids));

/** The past of some metrics from recorded series. */
export const recordedRangeQuery = (ids: readonly MetricId[]): string =>
	named([...seriesOf(withHosts(ids)), ...(ids.some(isRecorded) ? ['up', marker] : [])]);

/** The past of some metrics from the exporters' own. */
export const rawRangeQuery = (ids: readonly MetricId[], window: string): string =>
	raw(withHosts(ids), window).join(' or ');

/** How many scrapes there were of each target in five minutes, where a server does not tell its intervals. */
export const scrapesQuery = 'count_over_time(up[5m])';

const bySeries = new Map(metricIds.map(id => [metricOf(id).series, id]));
const ids = new Set<string>([...metricIds, ...detailIds]);

/** The metric a series of an answer belongs to. */
export const idOf = (labels: Readonly<Record<string, string>>): MetricId | undefined => {
	const value = labels[tag];
	return value !== undefined && ids.has(value) ? (value as MetricId) : bySeries.get(labels.__name__ ?? '');
};
