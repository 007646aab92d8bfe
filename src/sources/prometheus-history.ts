import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { History, Series, SeriesById, SeriesPick } from '../metrics/history.ts';
import { groupOf, isAmong, marker, recordedIds } from '../metrics/rules.ts';
import type { Host } from '../metrics/snapshot.ts';
import { withOnePerDevice } from './filesystems.ts';
import type { Grid } from './grid.ts';
import { hostsIn, ofHost, pickHost } from './hosts.ts';
import type { Sample } from './prometheus-answer.ts';
import { idOf, isPeak } from './prometheus-queries.ts';
import { ownLabels } from './prometheus-snapshot.ts';

const firstAt = (samples: readonly Sample[]): number => Math.min(...samples.map(({ points }) => points[0]!.at));

/** Those of some metrics whose rule, as it is today, began later than scraping did: the raw metrics know more of the past. */
export const beganLate = (
	ids: readonly MetricId[],
	samples: readonly Sample[],
	{ step }: Grid,
): readonly MetricId[] => {
	const named = (name: string) => samples.filter(({ labels }) => labels.__name__ === name);
	const soon = firstAt(named('up')) + Math.max(2 * step, 120_000);
	const markers = named(marker).filter(({ points }) => points[0]!.at <= soon);
	const isSaid = (id: MetricId) =>
		markers.some(({ labels }) => labels.group === groupOf(id) && isAmong(id, labels.rules ?? ''));
	return soon === Number.POSITIVE_INFINITY ? [] : ids.filter(id => recordedIds.includes(id) && !isSaid(id));
};

/** An answer without what was recorded of some metrics. */
export const without = (samples: readonly Sample[], ids: ReadonlySet<MetricId>): readonly Sample[] =>
	ids.size === 0
		? samples
		: samples.filter(({ labels }) => {
				const id = idOf(labels);
				return id === undefined || !ids.has(id);
			});

/** How to lay an answer on the grid. */
export type HistoryReader = {
	readonly ids: readonly MetricId[];
	readonly via: 'recorded' | 'raw';
	/** Of what is recorded, those that are not read so. */
	readonly raw?: readonly MetricId[];
	/** The host that was asked for, what this machine calls itself, and the hosts of earlier answers. */
	readonly wanted: string | undefined;
	readonly thisHostName: string;
	readonly hosts: readonly Host[];
	/** IDs of containers; absent is all. */
	readonly containers?: readonly string[] | undefined;
	/** Of some metrics only these series. */
	readonly only?: SeriesPick | undefined;
};

const engineId = /[0-9a-f]{64}/;

const onGrid = (points: Sample['points'], grid: Grid): (number | undefined)[] => {
	const values = new Array<number | undefined>(grid.length).fill(undefined);
	for (const { at, value } of points) {
		const index = Math.round((at - grid.start) / grid.step);
		if (index >= 0 && index < grid.length && Number.isFinite(value)) values[index] = value;
	}
	return values;
};

const collect = (
	samples: readonly Sample[],
	grid: Grid,
	{ containers, only = {} }: Pick<HistoryReader, 'containers' | 'only'>,
): SeriesById => {
	const found: Partial<Record<MetricId, Series[]>> = {};
	const wanted = containers && new Set(containers);
	for (const { labels, points } of samples) {
		const id = idOf(labels);
		if (!id) continue;
		if (wanted && groupOf(id) === 'container' && !wanted.has(engineId.exec(labels.id ?? '')?.[0] ?? '')) continue;
		const pick = only[id];
		if (pick && !pick.values.includes(labels[pick.label] ?? '')) continue;
		const list = found[id] ?? [];
		list.push({ labels: ownLabels(id, labels), values: onGrid(points, grid) });
		found[id] = list;
	}
	return found;
};

/** An answer to a range query, laid on the grid; points that are missing, or are no number, are gaps. */
export const toHistory = (samples: readonly Sample[], grid: Grid, reader: HistoryReader): History => {
	const found = collect(
		samples.filter(({ labels }) => !isPeak(labels)),
		grid,
		reader,
	);
	const hosts = hostsIn(found, reader.hosts);
	const host = pickHost(hosts, reader.wanted, reader.thisHostName);
	const keep = (all: SeriesById): SeriesById => {
		const kept = withOnePerDevice(ofHost(all, hosts, host));
		return Object.fromEntries(reader.ids.flatMap(id => (kept[id] ? [[id, kept[id]]] : [])));
	};
	const highest = samples.filter(({ labels }) => isPeak(labels));
	return {
		start: grid.start,
		step: grid.step,
		via: reader.via,
		...(reader.raw && reader.raw.length > 0 && { raw: reader.raw }),
		series: keep(found),
		...(highest.length > 0 && { peaks: keep(collect(highest, grid, reader)) }),
	};
};
