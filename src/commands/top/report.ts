import { withoutCredentials } from '../../config/parse-url.ts';
import { describeError } from '../../errors.ts';
import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { detailIds, metricIds } from '../../metrics/catalogue/catalogue.ts';
import type { History } from '../../metrics/history.ts';
import type { Alert, Labels, Target } from '../../metrics/snapshot.ts';
import { clean } from '../../text/clean.ts';
import { readingsOf } from '../../ui/readings.ts';
import type { Failure, Findings } from './findings.ts';
import { type Problem, problemsIn } from './problems.ts';
import { type ContainerReport, containerReport } from './report-container.ts';
import { instant } from './report-values.ts';
import { skewOf } from './skew.ts';

export type ReadingReport = { readonly labels: Labels; readonly at: string | undefined } & (
	| { readonly value: number }
	| { readonly value: null; readonly text: '+Inf' | '-Inf' | 'NaN' }
);

export type HistoryReport = {
	readonly start: string | undefined;
	readonly step_seconds: number;
	readonly via: string;
	readonly series: readonly {
		readonly metric: string;
		readonly labels: Labels;
		readonly values: readonly (number | null)[];
	}[];
};

/**
 * What `aixcl top --once --json` prints; scripts rely on it. Values are in base units (bytes, seconds, ratios 0..1),
 * times are ISO 8601. What is unknown is absent.
 */
export type Report = {
	readonly schema: 1;
	readonly at: string | undefined;
	readonly source: {
		readonly name: string;
		readonly url?: string | undefined;
		readonly via?: string | undefined;
		readonly clock_skew_seconds?: number | undefined;
	};
	readonly host?: { readonly instance: string; readonly name?: string | undefined } | undefined;
	readonly engine?: Readonly<Record<string, string | number | undefined>> | undefined;
	readonly metrics: Readonly<Partial<Record<MetricId, readonly ReadingReport[]>>>;
	/** The past of the charts, where a window was asked for; null is a gap. */
	readonly history?: HistoryReport | undefined;
	readonly targets: readonly {
		readonly job: string;
		readonly instance: string;
		readonly up: boolean;
		readonly at?: string | undefined;
	}[];
	readonly containers: readonly ContainerReport[];
	readonly alerts: readonly Alert[];
	readonly problems: readonly Problem[];
	readonly errors: readonly { readonly source: string; readonly message: string; readonly hint?: string | undefined }[];
};

const number = (value: number): { value: number } | { value: null; text: '+Inf' | '-Inf' | 'NaN' } =>
	Number.isFinite(value) ? { value } : { value: null, text: Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf' };

const targetReport = ({ job, instance, isUp, at }: Target) => ({ job, instance, up: isUp, at: instant(at) });

const failureReport = ({ source, error }: Failure) => {
	const { message, hint } = describeError(error);
	return { source, message: clean(message), hint: hint === undefined ? undefined : clean(hint) };
};

const engineReport = ({ engine }: Findings): Report['engine'] =>
	engine && {
		product: engine.info?.product,
		version: engine.info?.version,
		url: engine.url,
		from: engine.from,
		host_name: engine.info?.hostName,
		cores: engine.info?.cores,
		memory_bytes: engine.info?.memoryBytes,
	};

const historyReport = ({ start, step, via, series }: History): HistoryReport => ({
	start: instant(start),
	step_seconds: step / 1000,
	via,
	series: Object.entries(series).flatMap(([metric, list]) =>
		list.map(({ labels, values }) => ({ metric, labels, values: values.map(value => value ?? null) })),
	),
});

/** The findings as the object to print. */
export const reportOf = (findings: Findings): Report => {
	const { snapshot, source, engine, stats, failures, history } = findings;
	const known = [...metricIds, ...detailIds].filter(id => readingsOf(snapshot, id).length > 0);
	return {
		schema: 1,
		at: instant(snapshot?.at ?? findings.askedAt ?? findings.at),
		source: {
			name: source.name,
			url: source.url === undefined ? undefined : withoutCredentials(source.url),
			via: snapshot?.via,
			clock_skew_seconds: skewOf(findings),
		},
		host: snapshot?.host,
		engine: engineReport(findings),
		metrics: Object.fromEntries(
			known.map(id => [
				id,
				readingsOf(snapshot, id).map(({ labels, value, at }) => ({ labels, ...number(value), at: instant(at) })),
			]),
		),
		history: history && historyReport(history),
		targets: (snapshot?.targets ?? []).map(targetReport),
		containers: (engine?.containers ?? []).map(container => containerReport(container, snapshot, stats)),
		alerts: snapshot?.alerts ?? [],
		problems: problemsIn(findings),
		errors: failures.map(failureReport),
	};
};
