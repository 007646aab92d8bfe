import type { ContainerStats } from './container.ts';
import { numberAt } from './json-at.ts';
import type { Sample } from './sample.ts';

type Rates = Omit<ContainerStats, 'memoryBytes' | 'memoryLimitBytes' | 'at'>;

/** What was used between two samples; a counter that fell, as after a restart, gives no rate. */
export const ratesBetween = (earlier: Sample | undefined, later: Sample): Rates => {
	const seconds = earlier === undefined ? 0 : (later.at - earlier.at) / 1000;
	const grown = (counter: 'cpu' | 'machineCpu' | 'received' | 'transmitted' | 'read' | 'written') => {
		const before = earlier?.[counter];
		const after = later[counter];
		if (before === undefined || after === undefined || after < before || seconds <= 0) return undefined;
		return after - before;
	};
	const perSecond = (growth: number | undefined) => (growth === undefined ? undefined : growth / seconds);
	const cpu = grown('cpu');
	const machine = grown('machineCpu');
	return {
		// The machine's counter runs as fast as all its cores together; without it, the time between the samples tells
		// the same, if less exactly.
		cpuCores:
			cpu !== undefined && machine && later.cores
				? (cpu / machine) * later.cores
				: perSecond(cpu === undefined ? undefined : cpu / 1e9),
		receiveBytesPerSecond: perSecond(grown('received')),
		transmitBytesPerSecond: perSecond(grown('transmitted')),
		readBytesPerSecond: perSecond(grown('read')),
		writtenBytesPerSecond: perSecond(grown('written')),
	};
};

/** Working set in bytes: usage without the page cache that would be given up first. Both versions of cgroups. */
export const workingSet = (json: unknown): number | undefined => {
	const usage = numberAt(json, 'memory_stats', 'usage');
	if (usage === undefined) return undefined;
	const inactive =
		numberAt(json, 'memory_stats', 'stats', 'total_inactive_file') ??
		numberAt(json, 'memory_stats', 'stats', 'inactive_file') ??
		0;
	return inactive < usage ? usage - inactive : usage;
};

/** The memory limit; absent where it is no less than what the machine has, for then there is none. */
export const memoryLimit = (json: unknown, machineBytes: number | undefined): number | undefined => {
	const limit = numberAt(json, 'memory_stats', 'limit');
	if (!limit || limit >= (machineBytes ?? 2 ** 53)) return undefined;
	return limit;
};
