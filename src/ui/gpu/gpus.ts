import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { Labels, Snapshot } from '../../metrics/snapshot.ts';

const ids = {
	utilization: 'gpu.utilization_ratio',
	memoryUsed: 'gpu.memory.used_bytes',
	memoryTotal: 'gpu.memory.total_bytes',
	temperature: 'gpu.temperature_celsius',
	power: 'gpu.power_watts',
	powerLimit: 'gpu.power.limit_watts',
} as const satisfies Readonly<Record<string, MetricId>>;

/** One device in base units; what nobody tells is undefined. */
export type Gpu = { readonly uuid: string; readonly index: string; readonly name: string } & {
	readonly [Name in keyof typeof ids]: number | undefined;
};

const keyOf = ({ uuid, instance, index }: Labels): string => uuid ?? `${instance} ${index}`;

/** The devices of a snapshot, in the order of their numbers. */
export const gpusIn = (snapshot: Snapshot | undefined): readonly Gpu[] => {
	const found = new Map<string, Record<string, number | string | undefined>>();
	for (const [name, id] of Object.entries(ids)) {
		for (const { labels, value } of snapshot?.readings[id] ?? []) {
			const { uuid = '', index = '', name: model = '' } = labels;
			const gpu = found.get(keyOf(labels)) ?? { uuid, index, name: model };
			gpu[name] = value;
			found.set(keyOf(labels), gpu);
		}
	}
	const numeric = new Intl.Collator('en', { numeric: true });
	return ([...found.values()] as Gpu[]).toSorted((a, b) => numeric.compare(a.index, b.index));
};
