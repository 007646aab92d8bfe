import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { Labels, Reading, Readings } from '../metrics/snapshot.ts';

/** One number of this machine, or the lack of it. */
export type Measured = { readonly id: MetricId; readonly value: number | undefined; readonly labels: Labels };

export const measured = (id: MetricId, value: number | undefined, labels: Labels = {}): Measured => ({
	id,
	value,
	labels,
});

/** The numbers that are known, by name, all taken at `at`. */
export const toReadings = (numbers: readonly Measured[], at: number): Readings => {
	const readings: Partial<Record<MetricId, Reading[]>> = {};
	for (const { id, value, labels } of numbers) {
		if (value === undefined || Number.isNaN(value)) continue;
		const list = readings[id] ?? [];
		list.push({ labels, value, at });
		readings[id] = list;
	}
	return readings;
};
