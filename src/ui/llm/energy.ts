import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { Readings } from '../../metrics/snapshot.ts';

/** Joules of the last hour: of everything, and beyond what the same parts use at rest. Absent where no sensor tells. */
export type Energy = {
	readonly gross: number | undefined;
	readonly net: number | undefined;
	/** What was measured, such as `GPU`. */
	readonly parts: readonly string[];
	/** Whether the power of GPUs is told now and was not for a whole hour, which they are then no part of. */
	readonly awaitsGpus: boolean;
};

const hour = 3600;

// Two exporters may tell of the same devices: the one that knows of more is right.
const largest = (readings: Readings, id: MetricId): number | undefined => {
	const values = (readings[id] ?? []).map(({ value }) => value).filter(Number.isFinite);
	return values.length === 0 ? undefined : Math.max(...values);
};

/** What the machine's sensors tell. */
export const energyOf = (snapshot: Readings, details: Readings): Energy => {
	const parts = (
		[
			['GPU', 'llm.energy.gpu_joules', 'llm.energy.gpu_idle_watts'],
			['CPU', 'llm.energy.cpu_joules', 'llm.energy.cpu_idle_watts'],
		] as const
	).flatMap(([name, joules, watts]) => {
		const used = largest(details, joules);
		return used === undefined || used <= 0 ? [] : [{ name, used, idle: largest(details, watts) }];
	});
	const awaitsGpus = !parts.some(({ name }) => name === 'GPU') && (largest(snapshot, 'gpu.power_watts') ?? 0) > 0;
	if (parts.length === 0) return { gross: undefined, net: undefined, parts: [], awaitsGpus };
	const gross = parts.reduce((sum, { used }) => sum + used, 0);
	const atRest = parts.reduce((sum, { idle = Number.NaN }) => sum + idle * hour, 0);
	return {
		gross,
		// What was measured for less than an hour cannot be held against an hour at rest.
		net: atRest <= gross ? gross - atRest : undefined,
		parts: parts.map(({ name }) => name),
		awaitsGpus,
	};
};
