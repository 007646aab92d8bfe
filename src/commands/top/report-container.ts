import type { Container, ContainerStats, Port } from '../../engine/container.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { usageOf } from '../../ui/containers/usage.ts';
import { finite, instant } from './report-values.ts';

/** One container in the JSON snapshot; what is unknown is absent. */
export type ContainerReport = {
	readonly id: string;
	readonly name: string;
	readonly image: string;
	readonly state: Container['state'];
	readonly health: Container['health'];
	readonly project: string | undefined;
	readonly service: string | undefined;
	readonly started_at: string | undefined;
	readonly finished_at: string | undefined;
	readonly exit_code: number | undefined;
	readonly restarts: number | undefined;
	readonly ports: readonly Readonly<Record<string, string | number | undefined>>[];
	readonly cpu_cores: number | undefined;
	readonly memory_bytes: number | undefined;
	readonly memory_limit_bytes: number | undefined;
	readonly network_receive_bytes_per_second: number | undefined;
	readonly network_transmit_bytes_per_second: number | undefined;
	readonly disk_read_bytes_per_second: number | undefined;
	readonly disk_written_bytes_per_second: number | undefined;
	/** When its usage was measured, and by whom. */
	readonly measured_at: string | undefined;
	readonly measured_by: 'prometheus' | 'engine' | undefined;
};

const portReport = ({ hostIp, hostPort, containerPort, protocol }: Port) => ({
	host_ip: hostIp,
	host_port: hostPort,
	container_port: containerPort,
	protocol,
});

export const containerReport = (
	container: Container,
	snapshot: Snapshot | undefined,
	stats: ReadonlyMap<string, ContainerStats>,
): ContainerReport => {
	const usage = usageOf(container, snapshot, stats);
	return {
		id: container.id,
		name: container.name,
		image: container.image,
		state: container.state,
		health: container.health,
		project: container.project,
		service: container.service,
		started_at: instant(container.startedAt),
		finished_at: instant(container.finishedAt),
		exit_code: container.exitCode,
		restarts: container.restartCount,
		ports: container.ports.map(portReport),
		cpu_cores: finite(usage?.cpuCores),
		memory_bytes: finite(usage?.memoryBytes),
		memory_limit_bytes: finite(usage?.memoryLimitBytes),
		network_receive_bytes_per_second: finite(usage?.receiveBytesPerSecond),
		network_transmit_bytes_per_second: finite(usage?.transmitBytesPerSecond),
		disk_read_bytes_per_second: finite(usage?.readBytesPerSecond),
		disk_written_bytes_per_second: finite(usage?.writtenBytesPerSecond),
		measured_at: instant(usage?.at),
		measured_by: usage?.from,
	};
};
