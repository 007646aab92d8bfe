import type { Metric } from '../metric.ts';
import { rateOf } from './rate.ts';

/** The control group of a container of Docker or Podman; the monitor beside each of Podman's has one of its own. */
export const containerSelector = '{id=~"(.*[/-])?[0-9a-f]{64}([.]scope)?", id!~".*conmon-.*"}';
const by = ['id', 'name'] as const;
const labels = 'job, instance, id, name';
const rate = (counter: string) => `sum by (${labels}) (${rateOf(`container_${counter}_total${containerSelector}`)})`;

/** Containers, by cAdvisor. Their `id` is the path of the control group, which ends in the engine's own id. */
export const container = {
	'container.cpu_cores': {
		title: 'CPU',
		unit: 'cores',
		promql: rate('cpu_usage_seconds'),
		series: 'id:container_cpu_usage_seconds:sum_rate1m',
		by,
	},
	'container.memory_bytes': {
		title: 'Memory',
		unit: 'bytes',
		promql: `max by (${labels}) (container_memory_working_set_bytes${containerSelector})`,
		series: 'id:container_memory_working_set_bytes:max',
		by,
	},
	// No limit is 0, or nearly 2^63 by earlier cAdvisors.
	'container.memory_limit_bytes': {
		title: 'Memory limit',
		unit: 'bytes',
		promql: `min by (${labels}) ((container_spec_memory_limit_bytes${containerSelector} > 0) < 2 ^ 60)`,
		series: 'id:container_memory_limit_bytes:min',
		by,
	},
	// cAdvisor says 1 of what is healthy, 0 of what is not or not yet, and -1 of what has no health check.
	'container.healthy': {
		title: 'Health check passes',
		unit: 'boolean',
		promql: `max by (${labels}) (container_health_state${containerSelector} >= 0)`,
		series: 'id:container_health_state:max',
		by,
	},
	'container.network.receive_bytes_per_second': {
		title: 'Network received',
		unit: 'bytes_per_second',
		promql: rate('network_receive_bytes'),
		series: 'id:container_network_receive_bytes:sum_rate1m',
		by,
	},
	'container.network.transmit_bytes_per_second': {
		title: 'Network sent',
		unit: 'bytes_per_second',
		promql: rate('network_transmit_bytes'),
		series: 'id:container_network_transmit_bytes:sum_rate1m',
		by,
	},
	'container.disk.read_bytes_per_second': {
		title: 'Disk read',
		unit: 'bytes_per_second',
		promql: rate('fs_reads_bytes'),
		series: 'id:container_fs_reads_bytes:sum_rate1m',
		by,
	},
	'container.disk.written_bytes_per_second': {
		title: 'Disk written',
		unit: 'bytes_per_second',
		promql: rate('fs_writes_bytes'),
		series: 'id:container_fs_writes_bytes:sum_rate1m',
		by,
	},
} as const satisfies Record<string, Metric>;
