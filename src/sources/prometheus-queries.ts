import { detailIds, type MetricId, metricIds, metricOf } from '../metrics/catalogue/catalogue.ts';
import type { GpuExporters } from '../metrics/catalogue/gpu/exporters.ts';
import { gpuSignsQuery } from '../metrics/catalogue/gpu/signs.ts';
import type { SeriesPick } from '../metrics/history.ts';
import { groupOf, isRecorded, marker, promqlBy, promqlOf } from '../metrics/rules.ts';

/** The label that tells in an answer what a series is: the id of a metric, or `timestamp`. */
export const tag = 'aixcl';

/** What every snapshot asks for besides the metrics. */
const always = ['up', 'ALERTS', marker];

const named = (names: readonly string[], more = ''): string => `{__name__=~"${names.join('|')}"${more}}`;

/** A query whose series carry the label that tells what they are: without one, `or` drops what has the labels of something before it. */
export const tagged = (promql: string, value: string): string =>
	`label_replace(${promql}, "${tag}", "${value}", "", "")`;

/** When targets were scraped and rules evaluated: an instant answer carries only the time of the query. */
const times = tagged(`timestamp(${named(['up', marker])})`, 'timestamp');

const seriesOf = (ids: readonly MetricId[]): string[] => ids.map(id => metricOf(id).series);

const raw = (ids: readonly MetricId[], window: string, exporters?: GpuExporters): string[] =>
	ids.flatMap(id => {
		const promql = exporters ? promqlBy(id, window, exporters) : promqlOf(id, window);
		return promql === undefined ? [] : [tagged(promql, id)];
	});

const signTag = 'sign';

/** Whether a series of an answer is a sign of an exporter of GPUs. */
export const isSign = (labels: Readonly<Record<string, string>>): boolean => labels[tag] === signTag;

/** A snapshot from recorded series and exporters' gauges: one selector. */
export const recordedQuery = `${named([...seriesOf(metricIds), ...always])} or ${times}`;

// Characters; VictoriaMetrics refuses 16 KiB.
const longest = 16_000;

/** As few queries as servers take; one, but for what all makers of GPUs call the same number. */
const inQueries = (terms: readonly string[]): readonly string[] => {
	const queries: string[] = [];
	for (const term of terms) {
		const joined = queries.length === 0 ? term : `${queries.at(-1)} or ${term}`;
		if (queries.length === 0 || joined.length > longest) queries.push(term);
		else queries[queries.length - 1] = joined;
	}
	return queries;
};

/** The same snapshot from the exporters' own metrics; of GPUs only from these exporters, where they are known. */
export const rawQueries = (window: string, ids = metricIds, exporters?: GpuExporters): readonly string[] =>
	inQueries([named(always), times, tagged(gpuSignsQuery, signTag), ...raw(ids, window, exporters)]);

/** Some metrics from the exporters' own, and nothing else. */
export const rawQueriesOf = (ids: readonly MetricId[], window: string): readonly string[] =>
	inQueries(raw(ids, window));

// The host is picked by what `host.info` says, and whether rules were recorded all along by the marker.
const withHosts = (ids: readonly MetricId[]): readonly MetricId[] => [...new Set<MetricId>([...ids, 'host.info'])];

/** Some metrics that are not of every refresh, from the exporters' own. */
export const detailQueries = (ids: readonly MetricId[], window: string, exporters?: GpuExporters): readonly string[] =>
	rawQueries(window, withHosts(ids), exporters);

/** What a range query asks for, besides its times. */
export type RangeQuestion = {
	readonly ids: readonly MetricId[];
	/** Milliseconds between two points. */
	readonly step: number;
	/** Of which the highest value of each step is wanted besides its mean. */
	readonly peaks: readonly MetricId[];
	/** Of some metrics only these series, where each costs its samples. */
	readonly only?: SeriesPick | undefined;
	/** IDs of containers; absent is all. */
	readonly containers?: readonly string[] | undefined;
	/** Where the points are far apart: when to look whether rules were recorded, in milliseconds since the epoch. */
	readonly proofAt?: number | undefined;
};

const isDetail = (id: MetricId): boolean => detailIds.includes(id);
const isContainer = (id: MetricId): boolean => groupOf(id) === 'container';
/** Recorded rates look back a minute: up to this step, in milliseconds, no moment is missed by looking at points alone. */
export const recordedSpan = 60_000;

const idMatcher = (containers: readonly string[] | undefined): string =>
	containers === undefined
		? ''
		: `, id=~"(.*[/-])?(${containers.filter(id => /^[0-9a-f]{64}$/.test(id)).join('|') || 'none'})([.]scope)?"`;

/** What follows an id in the label of a series that tells peaks. */
const peak = ' peak';

const pickMatcher = (id: MetricId, only: SeriesPick = {}): string => {
	const pick = only[id];
	return pick ? `${pick.label}=~"${pick.values.join('|')}"` : '';
};

const overStep = (id: MetricId, { step, peaks, containers, only }: RangeQuestion): readonly string[] => {
	const { unit, series } = metricOf(id);
	// Names hardly change, and to look at them at every point takes as long as all else.
	if (unit === 'info') return [tagged(`(${series} @ end() or ${series} @ start())`, id)];
	const matcher = isContainer(id) ? idMatcher(containers).slice(2) : pickMatcher(id, only);
	const selector = `${series}{${matcher}}[${Math.round(step / 1000)}s]`;
	// What is either or not was not, where it was not all the time.
	if (unit === 'boolean') return [tagged(`min_over_time(${selector})`, id)];
	const mean = tagged(`avg_over_time(${selector})`, id);
	return peaks.includes(id) ? [mean, tagged(`max_over_time(${selector})`, id + peak)] : [mean];
};

const proofNames = ['up', marker];

/** What tells when was scraped, and by which of our rules was recorded. */
export const proofQuery = named(proofNames);

/** The past of some metrics from recorded series: points of them where those are close, else what each was over its step. */
export const recordedRangeQuery = (question: RangeQuestion): string => {
	const ids = withHosts(question.ids);
	const details = raw(ids.filter(isDetail), `${Math.round(Math.max(question.step, recordedSpan) / 1000)}s`);
	const kept = ids.filter(id => !isDetail(id));
	const proof = kept.some(isRecorded) ? proofNames : [];
	if (question.step > recordedSpan) {
		// The means of everything about all containers would take the server seconds.
		const isMoment = (id: MetricId) => isContainer(id) && question.containers === undefined;
		const moments = seriesOf(kept.filter(isMoment));
		// To read them all along the window would cost more than all else.
		const at = question.proofAt === undefined ? 'start()' : String(Math.ceil(question.proofAt / 1000));
		return [
			...(proof.length > 0 ? [`${named(proof)} @ ${at}`] : []),
			...(moments.length > 0 ? [named(moments)] : []),
			...kept.filter(id => !isMoment(id)).flatMap(id => overStep(id, question)),
			...details,
		].join(' or ');
	}
	const containers = kept.filter(isContainer);
	const others = question.containers === undefined ? kept : kept.filter(id => !isContainer(id));
	return [
		named([...seriesOf(others), ...proof]),
		...(question.containers !== undefined && containers.length > 0
			? [named(seriesOf(containers), idMatcher(question.containers))]
			: []),
		...details,
	].join(' or ');
};

/** The past of some metrics from the exporters' own. */
export const rawRangeQueries = (ids: readonly MetricId[], window: string): readonly string[] =>
	rawQueriesOf(withHosts(ids), window);

/** When each target was scraped lately, where a server does not tell its intervals: the samples themselves. */
export const scrapesQuery = 'up[5m]';

const bySeries = new Map(metricIds.map(id => [metricOf(id).series, id]));
const ids = new Set<string>([...metricIds, ...detailIds]);

/** The metric a series of an answer belongs to. */
export const idOf = (labels: Readonly<Record<string, string>>): MetricId | undefined => {
	const value = isPeak(labels) ? labels[tag]!.slice(0, -peak.length) : labels[tag];
	return value !== undefined && ids.has(value) ? (value as MetricId) : bySeries.get(labels.__name__ ?? '');
};

/** Whether a series of an answer tells the highest values of the metric's steps. */
export const isPeak = (labels: Readonly<Record<string, string>>): boolean => labels[tag]?.endsWith(peak) ?? false;
