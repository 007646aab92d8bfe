import type { Container, ContainerStats } from '../../engine/container.ts';
import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';

/** What a container uses, in base units, and who measured it; absent is unknown. */
export type Usage = ContainerStats & { readonly from: 'prometheus' | 'engine' };

type Measured = Exclude<keyof ContainerStats, 'at'>;

const metricOf = {
	cpuCores: 'container.cpu_cores',
	memoryBytes: 'container.memory_bytes',
	memoryLimitBytes: 'container.memory_limit_bytes',
	receiveBytesPerSecond: 'container.network.receive_bytes_per_second',
	transmitBytesPerSecond: 'container.network.transmit_bytes_per_second',
	readBytesPerSecond: 'container.disk.read_bytes_per_second',
	writtenBytesPerSecond: 'container.disk.written_bytes_per_second',
} as const satisfies Record<Measured, MetricId>;

const unknownUsage: Readonly<Record<Measured, undefined>> = {
	cpuCores: undefined,
	memoryBytes: undefined,
	memoryLimitBytes: undefined,
	receiveBytesPerSecond: undefined,
	transmitBytesPerSecond: undefined,
	readBytesPerSecond: undefined,
	writtenBytesPerSecond: undefined,
};

const indexes = new WeakMap<Snapshot, ReadonlyMap<string, Usage>>();

// The last ID of a cgroup's path: that of the innermost container.
const idIn = /([0-9a-f]{64})(?:\.scope)?$/;

/** The container usage a snapshot knows, by container ID; made once for each snapshot. */
export const usageIn = (snapshot: Snapshot): ReadonlyMap<string, Usage> => {
	const known = indexes.get(snapshot);
	if (known) return known;
	const index = new Map<string, Usage>();
	for (const [key, metric] of Object.entries(metricOf) as [Measured, MetricId][]) {
		for (const { labels, value, at } of snapshot.readings[metric] ?? []) {
			const id = idIn.exec(labels.id ?? '')?.[1];
			if (id === undefined) continue;
			const usage = index.get(id) ?? { ...unknownUsage, at, from: 'prometheus' };
			index.set(id, { ...usage, [key]: value, at: Math.min(usage.at, at) });
		}
	}
	indexes.set(snapshot, index);
	return index;
};

/** Whether CPU and memory are both known, so that nobody else need be asked. */
export const isComplete = ({ cpuCores, memoryBytes }: Usage): boolean =>
	cpuCores !== undefined && memoryBytes !== undefined;

/** Joined by ID, never by name: Prometheus' numbers where cAdvisor has the container, else the engine's. */
export const usageOf = (
	container: Container,
	snapshot: Snapshot | undefined,
	stats: ReadonlyMap<string, ContainerStats>,
): Usage | undefined => {
	const measured = snapshot && usageIn(snapshot).get(container.id);
	const sampled = stats.get(container.id);
	// After its first scrape cAdvisor has a container's memory but no rate yet.
	if (!sampled || (measured && isComplete(measured))) return measured && ownPart(container, measured);
	return ownPart(container, { ...sampled, from: 'engine' });
};

// cAdvisor counts the machine's interfaces for every container that shares them.
const ownPart = ({ isOnHostNetwork }: Container, usage: Usage): Usage =>
	isOnHostNetwork ? { ...usage, receiveBytesPerSecond: undefined, transmitBytesPerSecond: undefined } : usage;

/** Containers run and cAdvisor knows containers, but not one of them is the same: that Prometheus is elsewhere. */
export const watchesAnotherMachine = (
	snapshot: Snapshot | undefined,
	containers: readonly Container[] | undefined,
): boolean => {
	if (!snapshot || !containers) return false;
	const measured = usageIn(snapshot);
	const running = containers.filter(({ state }) => state === 'running');
	return measured.size > 0 && running.length > 0 && !running.some(({ id }) => measured.has(id));
};
