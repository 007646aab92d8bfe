import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { Labels, Snapshot } from '../../metrics/snapshot.ts';
import { byNumber } from '../../text/order.ts';

const ids = {
	utilization: 'gpu.utilization_ratio',
	memoryUsed: 'gpu.memory.used_bytes',
	memoryTotal: 'gpu.memory.total_bytes',
	temperature: 'gpu.temperature_celsius',
	power: 'gpu.power_watts',
	powerLimit: 'gpu.power.limit_watts',
	fan: 'gpu.fan.ratio',
	fanRpm: 'gpu.fan.rpm',
	clock: 'gpu.clock_hertz',
	memoryClock: 'gpu.memory.clock_hertz',
	performanceState: 'gpu.performance_state',
	encoder: 'gpu.encoder.ratio',
	decoder: 'gpu.decoder.ratio',
} as const satisfies Readonly<Record<string, MetricId>>;

/** An instance of a device that is divided by MIG. */
export type MigInstance = {
	readonly mig: string;
	readonly profile: string;
	readonly used: number | undefined;
	readonly total: number | undefined;
	readonly utilization: number | undefined;
};

/** One device in base units; what nobody tells is undefined. */
export type Gpu = {
	readonly uuid: string;
	readonly index: string;
	readonly name: string;
	readonly driver: string | undefined;
	readonly cuda: string | undefined;
	/** Everyone who told something of it, the first being who told most. */
	readonly exporters: readonly string[];
	readonly instances: readonly MigInstance[];
} & { readonly [Name in keyof typeof ids]: number | undefined };

const of = (snapshot: Snapshot | undefined, id: MetricId, uuid: string) =>
	(snapshot?.readings[id] ?? []).filter(({ labels }) => labels.uuid === uuid);

const instancesOf = (snapshot: Snapshot | undefined, uuid: string): readonly MigInstance[] => {
	const about = (id: MetricId, mig: string | undefined) =>
		of(snapshot, id, uuid).find(({ labels }) => labels.mig === mig)?.value;
	return of(snapshot, 'gpu.mig.memory.total_bytes', uuid)
		.map(({ labels: { mig = '', profile = '' }, value }) => ({
			mig,
			profile,
			total: value,
			used: about('gpu.mig.memory.used_bytes', mig),
			utilization: about('gpu.mig.utilization_ratio', mig),
		}))
		.toSorted((a, b) => byNumber(a.mig, b.mig));
};

const gpuOf = (snapshot: Snapshot | undefined, labels: Labels): Gpu => {
	const { uuid = '', index = '', name = '', driver, cuda, exporter } = labels;
	const told = Object.entries(ids).flatMap(([key, id]) =>
		of(snapshot, id, uuid)
			.slice(0, 1)
			.map(each => [key, each] as const),
	);
	const counts = new Map<string, number>(exporter === undefined ? [] : [[exporter, 0]]);
	for (const [, { labels }] of told)
		if (labels.exporter !== undefined) counts.set(labels.exporter, (counts.get(labels.exporter) ?? 0) + 1);
	const values = Object.fromEntries(told.map(([key, { value }]) => [key, value]));
	return {
		...(values as { readonly [Name in keyof typeof ids]: number | undefined }),
		uuid,
		index,
		name,
		driver,
		cuda,
		exporters: [...counts].toSorted((a, b) => b[1] - a[1]).map(([each]) => each),
		instances: instancesOf(snapshot, uuid),
	};
};

/** The devices of a snapshot, in the order of their numbers. */
export const gpusIn = (snapshot: Snapshot | undefined): readonly Gpu[] => {
	const known = new Map((snapshot?.readings['gpu.info'] ?? []).map(({ labels }) => [labels.uuid ?? '', labels]));
	return [...known.values()]
		.map(labels => gpuOf(snapshot, labels))
		.toSorted((a, b) => byNumber(a.index, b.index) || byNumber(a.uuid, b.uuid));
};

/** What a device is called in little room. */
export const shortName = (name: string): string => name.replace(/^(NVIDIA|AMD|Intel\(R\)) (GeForce )?/, '');
