import { type MetricId, metricOf } from '../metrics/catalogue/catalogue.ts';
import { groupOf, isAmong, isRecorded, marker, recordedIds } from '../metrics/rules.ts';
import type { Alert, Host, Labels, Reading, Snapshot, Target } from '../metrics/snapshot.ts';
import { type Clean, literal } from '../text/clean.ts';
import { withOnePerDevice } from './filesystems.ts';
import { hostsIn, ofHost, pickHost } from './hosts.ts';
import type { Sample } from './prometheus-answer.ts';
import { idOf, tag } from './prometheus-queries.ts';

/** How to read an answer; `now` in milliseconds since the epoch stands in where it holds no time. */
export type Reader = {
	readonly via: 'recorded' | 'raw';
	readonly host: string | undefined;
	readonly thisHostName: string;
	/** Hosts of an earlier answer: one whose exporter is down now is still a host, and not replaced by another. */
	readonly hosts: readonly Host[];
	readonly now: number;
};

const none = literal('');

const targetKey = (labels: Labels): string => `${labels.job ?? ''}\n${labels.instance ?? ''}`;

/** The labels of a metric's series: those that tell it apart, and where it came from. */
export const ownLabels = (id: MetricId, labels: Labels): Labels => {
	const own: Record<string, Clean> = {};
	for (const name of ['job', 'instance', ...metricOf(id).by]) {
		const value = labels[name];
		if (value !== undefined) own[name] = value;
	}
	return own;
};

/** The metrics that some rule of ours records, and none did where these samples are from, or another than today's. */
export const unrecordedIn = (samples: readonly Sample[]): ReadonlySet<MetricId> => {
	const markers = samples.filter(({ labels }) => labels.__name__ === marker && labels[tag] === undefined);
	const isSaid = (id: MetricId) =>
		markers.some(({ labels }) => labels.group === groupOf(id) && isAmong(id, labels.rules ?? ''));
	return new Set(recordedIds.filter(id => !isSaid(id)));
};

type Times = { readonly scrapes: ReadonlyMap<string, number>; readonly rules: ReadonlyMap<string, number> };

const timesIn = (samples: readonly Sample[]): Times => {
	const scrapes = new Map<string, number>();
	const rules = new Map<string, number>();
	for (const { labels, points } of samples) {
		const at = points[0]!.value * 1000;
		if (labels[tag] !== 'timestamp' || !Number.isFinite(at)) continue;
		if (labels.job !== undefined) scrapes.set(targetKey(labels), at);
		else if (labels.group !== undefined) rules.set(labels.group, Math.max(at, rules.get(labels.group) ?? at));
	}
	return { scrapes, rules };
};

const isNamed = (sample: Sample, name: string): boolean =>
	sample.labels.__name__ === name && sample.labels[tag] === undefined;

const isUp = ({ points }: Sample): boolean => points[0]!.value === 1;

const alertsIn = (samples: readonly Sample[]): readonly Alert[] =>
	samples
		.filter(sample => isNamed(sample, 'ALERTS'))
		.map(({ labels: { __name__, alertname, alertstate, severity, ...labels } }) => ({
			name: alertname ?? none,
			state: alertstate === 'firing' ? 'firing' : 'pending',
			severity,
			labels,
		}));

const targetsIn = (samples: readonly Sample[], { scrapes }: Times): readonly Target[] =>
	samples
		.filter(sample => isNamed(sample, 'up'))
		.map(sample => ({
			job: sample.labels.job ?? none,
			instance: sample.labels.instance ?? none,
			isUp: isUp(sample),
			at: scrapes.get(targetKey(sample.labels)),
		}));

const readingsIn = (samples: readonly Sample[], via: Reader['via'], times: Times, now: number) => {
	const down = new Set(
		samples.filter(sample => isNamed(sample, 'up') && !isUp(sample)).map(({ labels }) => targetKey(labels)),
	);
	const found: Partial<Record<MetricId, Reading[]>> = {};
	for (const { labels, points } of samples) {
		const id = idOf(labels);
		const key = targetKey(labels);
		// Rates live on for a window after their target died, and gauges may too when Prometheus was restarted meanwhile.
		if (!id || down.has(key)) continue;
		const scraped = times.scrapes.get(key) ?? now;
		const recorded = via === 'recorded' && isRecorded(id) ? (times.rules.get(groupOf(id)) ?? now) : now;
		const list = found[id] ?? [];
		list.push({ labels: ownLabels(id, labels), value: points[0]!.value, at: Math.min(scraped, recorded) });
		found[id] = list;
	}
	return found;
};

/** One answer to a snapshot's query, read. */
export const toSnapshot = (samples: readonly Sample[], reader: Reader): Snapshot => {
	const { via, host, thisHostName, now } = reader;
	const times = timesIn(samples);
	const at = samples[0]?.points[0]?.at ?? now;
	const found = readingsIn(samples, via, times, at);
	const targets = targetsIn(samples, times);
	const hosts = hostsIn(
		found,
		reader.hosts.filter(known => targets.some(({ instance }) => instance === known.instance)),
	);
	const picked = pickHost(hosts, host, thisHostName);
	return {
		at,
		via,
		readings: withOnePerDevice(ofHost(found, hosts, picked)),
		alerts: alertsIn(samples),
		targets,
		host: picked,
		hosts,
	};
};
