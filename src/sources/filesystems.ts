import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { Labels } from '../metrics/snapshot.ts';

type Labelled = { readonly labels: Labels };
type ById<T extends Labelled> = Readonly<Partial<Record<MetricId, readonly T[]>>>;

const filesystemIds = [
	'host.filesystem.size_bytes',
	'host.filesystem.available_bytes',
	'host.filesystem.used_ratio',
] as const satisfies readonly MetricId[];

const isBefore = (a: string, b: string): boolean => a.length < b.length || (a.length === b.length && a < b);

/** One row a device: what is mounted in several places is one file system, named by its shortest mount point. */
export const onePerDevice = <T extends Labelled>(rows: readonly T[]): readonly T[] => {
	const best = new Map<string, T>();
	for (const row of rows) {
		const { device = '', mountpoint = '' } = row.labels;
		const other = best.get(device);
		if (!other || isBefore(mountpoint, other.labels.mountpoint ?? '')) best.set(device, row);
	}
	return [...best.values()];
};

/** The same series with one file system a device. */
export const withOnePerDevice = <T extends Labelled>(byId: ById<T>): ById<T> => {
	const result: Partial<Record<MetricId, readonly T[]>> = { ...byId };
	for (const id of filesystemIds) if (byId[id]) result[id] = onePerDevice(byId[id]);
	return result;
};
