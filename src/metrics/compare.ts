import { type MetricId, metricOf } from './catalogue/catalogue.ts';
import { formatValue } from './format.ts';
import type { Unit } from './metric.ts';
import type { Labels, Readings } from './snapshot.ts';

/** What one series was in earlier times that now is compared with; containers are told apart by name, for IDs do not last. */
export type Usual = { readonly id: MetricId; readonly key: string; readonly values: readonly number[] };

/** How one series differs from what it usually is. */
export type Change = {
	readonly id: MetricId;
	readonly labels: Labels;
	readonly now: number;
	/** The median of the earlier values. */
	readonly usual: number;
	/** How many spreads it is away; the larger, the stranger. Never below 0. */
	readonly score: number;
	readonly isHigher: boolean;
	/** What it is, such as `Disk read nvme0n1`. */
	readonly what: string;
	/** Such as `CPU 83.0%, usually 12.1%`. */
	readonly words: string;
};

export type Comparison = {
	/** The strangest first; only what is strange at all. */
	readonly changes: readonly Change[];
	/** How many series had enough earlier values; where that is 0 there is too little history to say anything. */
	readonly compared: number;
};

// What tells nothing by being other than yesterday: it grows all the time, describes, or repeats another number.
const left: ReadonlySet<MetricId> = new Set<MetricId>([
	'host.info',
	'host.uptime_seconds',
	'host.cpu.core_ratio',
	'host.memory.used_ratio',
	'host.memory.available_bytes',
	'host.filesystem.available_bytes',
	'host.load5',
	'host.load15',
	'gpu.info',
	'gpu.memory.total_bytes',
	'gpu.mig.memory.total_bytes',
	'gpu.power.limit_watts',
	'postgres.deadlocks',
]);

const MiB = 2 ** 20;

/** The least spread by unit: what always moves by so little is not strange for having moved a little more. */
const floors: Readonly<Record<Unit, (usual: number) => number>> = {
	ratio: () => 0.02,
	bytes: usual => Math.max(16 * MiB, 0.02 * usual),
	bytes_per_second: usual => Math.max(50_000, 0.1 * usual),
	seconds: usual => Math.max(1, 0.1 * usual),
	cores: usual => Math.max(0.05, 0.1 * usual),
	count: usual => Math.max(1, 0.1 * usual),
	per_second: usual => Math.max(1, 0.1 * usual),
	celsius: () => 5,
	watts: usual => Math.max(10, 0.1 * usual),
	hertz: usual => Math.max(100e6, 0.1 * usual),
	joules: () => Number.POSITIVE_INFINITY,
	boolean: () => 0.1,
	info: () => Number.POSITIVE_INFINITY,
};

/** Samples of a series that make a comparison. */
export const fewestSamples = 6;
const strange = 3.5;
// Makes the median of deviations the standard deviation of what is normally distributed.
const perDeviation = 1.4826;

const median = (values: readonly number[]): number => {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** What a series is compared by. */
export const usualKey = (id: MetricId, labels: Labels): string => {
	const { id: _, ...rest } = labels;
	const own = id.startsWith('container.') ? { name: labels.name ?? labels.id } : rest;
	return JSON.stringify([id, ...Object.entries(own).toSorted()]);
};

const subject = (id: MetricId, labels: Labels): string => {
	const told = metricOf(id)
		.by.filter(name => name !== 'id' && name !== 'fstype' && !(name === 'device' && labels.mountpoint))
		.map(name => labels[name])
		.filter(text => text !== undefined && text !== '');
	return told.length === 0 ? '' : ` ${told.join(' ')}`;
};

const changeOf = (id: MetricId, labels: Labels, now: number, earlier: readonly number[]): Change => {
	const { title, unit } = metricOf(id);
	const what = `${title}${subject(id, labels)}`;
	const usual = median(earlier);
	const spread = perDeviation * median(earlier.map(value => Math.abs(value - usual)));
	return {
		id,
		labels,
		now,
		usual,
		score: Math.abs(now - usual) / Math.max(spread, floors[unit](Math.abs(usual))),
		isHigher: now > usual,
		what,
		words: `${what} ${formatValue(now, unit)}, usually ${formatValue(usual, unit)}`,
	};
};

/**
 * Ranks what is measured now by how far it is from what it usually is: the distance from the median of earlier values in
 * spreads, which outliers among them hardly move. Series without enough earlier values are left out.
 */
export const compare = (now: Readings, usual: readonly Usual[]): Comparison => {
	const earlier = new Map(usual.map(each => [each.key, each.values]));
	const all = (Object.entries(now) as [MetricId, Readings[MetricId]][])
		.filter(([id]) => !left.has(id))
		.flatMap(([id, readings]) =>
			(readings ?? []).flatMap(({ labels, value }) => {
				if (labels.mode === 'idle') return [];
				const values = (earlier.get(usualKey(id, labels)) ?? []).filter(Number.isFinite);
				return Number.isFinite(value) && values.length >= fewestSamples ? [changeOf(id, labels, value, values)] : [];
			}),
		);
	return {
		changes: all.filter(({ score }) => score >= strange).toSorted((a, b) => b.score - a.score),
		compared: all.length,
	};
};
