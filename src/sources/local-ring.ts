import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { History, Series, Window } from '../metrics/history.ts';
import type { Labels, Reading, Readings } from '../metrics/snapshot.ts';
import { gridOf } from './grid.ts';

/** What was measured within the last hour, as means of ten seconds. */
export type Ring = {
	/** `at` in milliseconds since the epoch. */
	add(readings: Readings, at: number): void;
	range(ids: readonly MetricId[], window: Window): History;
	/** What was measured at a time, or up to half a minute before it. */
	at(time: number): Readings;
	/** When what is remembered begins; undefined where nothing is. */
	reach(): number | undefined;
};

const width = 10_000;
const size = 360;

type Row = {
	readonly id: MetricId;
	readonly labels: Labels;
	/** Which bucket of ten seconds a slot holds, the mean of its values, and how many they are. */
	readonly buckets: Float64Array;
	readonly means: Float64Array;
	readonly counts: Uint32Array;
	newest: number;
};

const createRow = (id: MetricId, labels: Labels): Row => ({
	id,
	labels,
	buckets: new Float64Array(size).fill(-1),
	means: new Float64Array(size),
	counts: new Uint32Array(size),
	newest: 0,
});

const addTo = (row: Row, value: number, bucket: number): void => {
	const slot = bucket % size;
	if (row.buckets[slot] !== bucket) {
		row.buckets[slot] = bucket;
		row.means[slot] = 0;
		row.counts[slot] = 0;
	}
	row.counts[slot]! += 1;
	row.means[slot]! += (value - row.means[slot]!) / row.counts[slot]!;
	row.newest = bucket;
};

const meanOf = (row: Row, first: number, last: number): number | undefined => {
	let sum = 0;
	let count = 0;
	for (let bucket = Math.max(first, last - size); bucket <= last; bucket++) {
		if (row.buckets[bucket % size] !== bucket) continue;
		sum += row.means[bucket % size]!;
		count += 1;
	}
	return count > 0 ? sum / count : undefined;
};

/** Remembers an hour in a few hundred kilobytes; series that are gone are forgotten with it. */
export const createRing = (): Ring => {
	const rows = new Map<string, Row>();
	return {
		add(readings, at) {
			const bucket = Math.floor(at / width);
			for (const [id, list] of Object.entries(readings) as [MetricId, Readings[MetricId]][]) {
				for (const { labels, value } of list ?? []) {
					if (!Number.isFinite(value)) continue;
					const key = `${id}${JSON.stringify(labels)}`;
					const row = rows.get(key) ?? createRow(id, labels);
					rows.set(key, row);
					addTo(row, value, bucket);
				}
			}
			for (const [key, { newest }] of rows) if (newest <= bucket - size) rows.delete(key);
		},
		range(ids, window) {
			const { start, step, length } = gridOf(window);
			const series: Partial<Record<MetricId, readonly Series[]>> = {};
			for (const id of ids) {
				const own = [...rows.values()].filter(row => row.id === id);
				if (own.length === 0) continue;
				series[id] = own.map(row => ({
					labels: row.labels,
					values: Array.from({ length }, (_, index) => {
						const last = Math.floor((start + index * step) / width);
						return meanOf(row, Math.min(last, Math.floor((start + (index - 1) * step) / width) + 1), last);
					}),
				}));
			}
			return { start, step, via: 'local', series };
		},
		at(time) {
			const bucket = Math.floor(time / width);
			const readings: Partial<Record<MetricId, Reading[]>> = {};
			for (const row of rows.values()) {
				const found = [bucket, bucket - 1, bucket - 2, bucket - 3].find(each => row.buckets[each % size] === each);
				if (found === undefined) continue;
				const list = readings[row.id] ?? [];
				const at = Math.min(time, (found + 1) * width);
				list.push({ labels: row.labels, value: row.means[found % size]!, at });
				readings[row.id] = list;
			}
			return readings;
		},
		reach() {
			const buckets = [...rows.values()].flatMap(row => [...row.buckets].filter(bucket => bucket > row.newest - size));
			return buckets.length === 0 ? undefined : Math.min(...buckets) * width;
		},
	};
};
