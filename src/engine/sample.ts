import { at, listAt, numberAt, timeAt } from './json-at.ts';

/** Counters of one container at one moment, as `/containers/ID/stats` gives them; what is absent was not given. */
export type Sample = {
	/** Milliseconds since the epoch by the engine's clock. */
	readonly at: number;
	/** Nanoseconds of CPU the container has used, and the machine over all its cores. */
	readonly cpu: number | undefined;
	readonly machineCpu: number | undefined;
	readonly cores: number | undefined;
	readonly received: number | undefined;
	readonly transmitted: number | undefined;
	readonly read: number | undefined;
	readonly written: number | undefined;
};

/** Reads the counters; undefined for a container that does not run. */
export const parseSample = (json: unknown): Sample | undefined => {
	const time = timeAt(json, 'read');
	if (time === undefined) return undefined;
	return {
		at: time,
		...cpuIn(at(json, 'cpu_stats')),
		received: networkSum(json, 'rx_bytes'),
		transmitted: networkSum(json, 'tx_bytes'),
		read: diskSum(json, 'read'),
		written: diskSum(json, 'write'),
	};
};

/** The earlier CPU sample that an engine without one-shot statistics takes by itself; undefined where there is none. */
export const parseEarlierSample = (json: unknown): Sample | undefined => {
	const time = timeAt(json, 'preread');
	const cpu = cpuIn(at(json, 'precpu_stats'));
	if (time === undefined || !cpu.machineCpu) return undefined;
	return { at: time, ...cpu, received: undefined, transmitted: undefined, read: undefined, written: undefined };
};

const cpuIn = (json: unknown) => {
	const perCore = listAt(json, 'cpu_usage', 'percpu_usage').length;
	return {
		cpu: numberAt(json, 'cpu_usage', 'total_usage'),
		machineCpu: numberAt(json, 'system_cpu_usage') || undefined,
		cores: numberAt(json, 'online_cpus') || perCore || undefined,
	};
};

const networkSum = (json: unknown, counter: string) => {
	const networks = at(json, 'networks');
	if (typeof networks !== 'object' || networks === null) return undefined;
	return sum(Object.values(networks).map(network => numberAt(network, counter)));
};

// An empty list is an engine that counted nothing yet; null one that does not count.
const diskSum = (json: unknown, operation: string) => {
	const entries = at(json, 'blkio_stats', 'io_service_bytes_recursive');
	if (!Array.isArray(entries)) return undefined;
	if (entries.length === 0) return 0;
	return sum(
		entries.flatMap(entry => {
			const name = at(entry, 'op');
			return typeof name === 'string' && name.toLowerCase() === operation ? [numberAt(entry, 'value')] : [];
		}),
	);
};

const sum = (values: readonly (number | undefined)[]): number | undefined =>
	values.reduce<number | undefined>((total, value) => (value === undefined ? total : (total ?? 0) + value), undefined);
