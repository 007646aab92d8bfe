import { type Clean, clean } from '../text/clean.ts';
import { strangeBody } from './strange-body.ts';

/** One value of a series; `at` in milliseconds since the epoch. */
export type Point = { readonly at: number; readonly value: number };

/** One series of an answer. Its name is the label `__name__`. */
export type Sample = { readonly labels: Readonly<Record<string, Clean>>; readonly points: readonly Point[] };

const special: Readonly<Record<string, number>> = {
	'+Inf': Number.POSITIVE_INFINITY,
	Inf: Number.POSITIVE_INFINITY,
	'-Inf': Number.NEGATIVE_INFINITY,
	NaN: Number.NaN,
};

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A value as Prometheus writes it; undefined where it is none. */
export const parseValue = (text: unknown): number | undefined => {
	if (typeof text !== 'string') return undefined;
	const value = Object.hasOwn(special, text) ? special[text] : decimal.test(text) ? Number(text) : undefined;
	return value !== undefined && decimal.test(text) && !Number.isFinite(value) ? undefined : value;
};

const parsePoint = (pair: unknown): Point | undefined => {
	if (!Array.isArray(pair) || pair.length !== 2) return undefined;
	const [seconds, text] = pair;
	const value = parseValue(text);
	if (typeof seconds !== 'number' || !Number.isFinite(seconds) || value === undefined) return undefined;
	return { at: seconds * 1000, value };
};

const cleanOnce = (text: string, cleaned: Map<string, Clean>): Clean => {
	const known = cleaned.get(text);
	if (known !== undefined) return known;
	const made = clean(text);
	cleaned.set(text, made);
	return made;
};

/** Labels as they are sent, names and values cleaned; undefined where they are none. `cleaned` keeps what was cleaned before. */
export const parseLabels = (metric: unknown, cleaned: Map<string, Clean>): Sample['labels'] | undefined => {
	if (metric === null || typeof metric !== 'object' || Array.isArray(metric)) return undefined;
	// Without a prototype: a label may be called `__proto__`.
	const labels: Record<string, Clean> = Object.create(null);
	for (const [name, text] of Object.entries(metric)) {
		if (typeof text !== 'string') return undefined;
		// Since Prometheus 3 a name may be any text.
		labels[cleanOnce(name, cleaned)] = cleanOnce(text, cleaned);
	}
	return labels;
};

const parseSeries = (series: unknown, cleaned: Map<string, Clean>): Sample | undefined => {
	if (series === null || typeof series !== 'object') return undefined;
	const { metric, value, values } = series as Record<string, unknown>;
	const labels = parseLabels(metric, cleaned);
	const pairs = Array.isArray(values) ? values : [value];
	const points = pairs.map(parsePoint).filter(point => point !== undefined);
	return labels && points.length > 0 ? { labels, points } : undefined;
};

/** The data of a successful answer. Throws an AixclError where the body is none. */
export const answerOf = (body: string, place: string): unknown => {
	try {
		const answer = JSON.parse(body);
		if (answer?.status === 'success') return answer.data;
	} catch {}
	throw strangeBody(body, place);
};

/**
 * The series of a vector or a matrix. A series that cannot be understood, such as a native histogram, loses only itself.
 * Throws an AixclError where the body is no answer of the Prometheus API.
 */
export const parseSamples = (body: string, place: string): readonly Sample[] => {
	const data = answerOf(body, place) as { readonly resultType?: unknown; readonly result?: unknown } | undefined;
	if (!/^(vector|matrix)$/.test(String(data?.resultType)) || !Array.isArray(data?.result))
		throw strangeBody(body, place);
	const cleaned = new Map<string, Clean>();
	return data.result.map(series => parseSeries(series, cleaned)).filter(sample => sample !== undefined);
};

/** How often each active target is scraped, in milliseconds, by `job` and `instance`; those that do not say it are left out. */
export const parseIntervals = (body: string, place: string): readonly (readonly [Sample['labels'], number])[] => {
	const data = answerOf(body, place) as { readonly activeTargets?: unknown } | undefined;
	if (!Array.isArray(data?.activeTargets)) throw strangeBody(body, place);
	const cleaned = new Map<string, Clean>();
	return data.activeTargets.flatMap(target => {
		const labels = parseLabels(target?.labels, cleaned);
		// VictoriaMetrics has it among what it found out of the target only.
		const interval = parseDuration(target?.scrapeInterval ?? target?.discoveredLabels?.__scrape_interval__);
		return labels && interval ? [[labels, interval] as const] : [];
	});
};

const units: Readonly<Record<string, number>> = {
	ms: 1,
	s: 1e3,
	m: 60e3,
	h: 3600e3,
	d: 86400e3,
	w: 7 * 86400e3,
	y: 365 * 86400e3,
};

/** A duration as Prometheus writes it, such as `1m30s`, in milliseconds. */
export const parseDuration = (text: unknown): number | undefined => {
	if (typeof text !== 'string' || !/^(\d+(ms|[smhdwy]))+$/.test(text)) return undefined;
	return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
		(sum, [, count, unit]) => sum + Number(count) * units[unit!]!,
		0,
	);
};
