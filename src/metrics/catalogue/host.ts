import type { Metric } from '../metric.ts';
import { diskDevices, fileSystemTypes, networkDevices } from './exclusions.ts';
import { rateOf } from './rate.ts';

const idle = 'mode=~"idle|iowait|steal"';
const available = `(node_memory_MemAvailable_bytes or (node_memory_MemFree_bytes + node_memory_Buffers_bytes + node_memory_Cached_bytes + node_memory_SReclaimable_bytes - node_memory_Shmem_bytes))`;
const fileSystems = `{fstype!~"${fileSystemTypes}"}`;
const disks = `{device!~"${diskDevices}"}`;
const networks = `{device!~"${networkDevices}"}`;
const perFileSystem = 'max by (job, instance, device, mountpoint, fstype)';
const perDevice = 'sum by (job, instance, device)';
// Shares of the time that was counted, so that they are right from the second scrape on.
const cpuTime = (more: string, selector = ''): string =>
	`sum by (job, instance${more}) (rate(node_cpu_seconds_total${selector}[$window]))`;
const perHost = 'max by (job, instance)';
// node_exporter in a container's own network cannot see the machine's interfaces, and is told not to look. cAdvisor reads
// those of the root group; where there is one machine and one cAdvisor, they belong together.
const theMachine = 'group by (job, instance) (node_uname_info) and on () count(node_uname_info) == 1';
const rootTraffic = (direction: string): string =>
	rateOf(`container_network_${direction}_bytes_total{id="/", interface!~"${networkDevices}"}`);
const traffic = (direction: string): string =>
	`${perDevice} (${rateOf(`node_network_${direction}_bytes_total${networks}`)}) or (sum by (device) (label_join(${rootTraffic(direction)}, "device", "", "interface")) * on () group_left (job, instance) (${theMachine}) and on () count(machine_cpu_cores) == 1 unless on () node_network_${direction}_bytes_total)`;

/** One machine, by node_exporter 1.x. */
export const host = {
	'host.cpu.ratio': {
		title: 'CPU',
		unit: 'ratio',
		promql: `clamp_min(1 - ${cpuTime('', `{${idle}}`)} / ${cpuTime('')}, 0)`,
		series: 'instance:node_cpu_busy:ratio_rate1m',
		by: [],
		warn: 0.8,
		alarm: 0.95,
	},
	'host.cpu.mode_ratio': {
		title: 'CPU by mode',
		unit: 'ratio',
		promql: `${cpuTime(', mode')} / ignoring (mode) group_left () ${cpuTime('')}`,
		series: 'instance_mode:node_cpu:ratio_rate1m',
		by: ['mode'],
	},
	'host.cpu.core_ratio': {
		title: 'CPU by core',
		unit: 'ratio',
		promql: `clamp_min(1 - ${cpuTime(', cpu', `{${idle}}`)} / ${cpuTime(', cpu')}, 0)`,
		series: 'instance_cpu:node_cpu_busy:ratio_rate1m',
		by: ['cpu'],
		warn: 0.8,
		alarm: 0.95,
	},
	'host.cpu.cores': {
		title: 'Cores',
		unit: 'count',
		promql: 'count by (job, instance) (node_cpu_seconds_total{mode="idle"})',
		series: 'instance:node_cpu_cores:count',
		by: [],
	},
	'host.load1': { title: 'Load, 1 min', unit: 'count', promql: 'node_load1', series: 'node_load1', by: [] },
	'host.load5': { title: 'Load, 5 min', unit: 'count', promql: 'node_load5', series: 'node_load5', by: [] },
	'host.load15': { title: 'Load, 15 min', unit: 'count', promql: 'node_load15', series: 'node_load15', by: [] },
	'host.memory.total_bytes': {
		title: 'Memory',
		unit: 'bytes',
		promql: 'node_memory_MemTotal_bytes',
		series: 'node_memory_MemTotal_bytes',
		by: [],
	},
	'host.memory.used_bytes': {
		title: 'Memory used',
		unit: 'bytes',
		promql: `${perHost} (node_memory_MemTotal_bytes - ${available})`,
		series: 'instance:node_memory_used_bytes:max',
		by: [],
	},
	'host.memory.available_bytes': {
		title: 'Memory available',
		unit: 'bytes',
		promql: `${perHost} ${available}`,
		series: 'instance:node_memory_available_bytes:max',
		by: [],
	},
	'host.memory.cached_bytes': {
		title: 'Buffers and cache',
		unit: 'bytes',
		promql: `${perHost} (node_memory_Buffers_bytes + node_memory_Cached_bytes + node_memory_SReclaimable_bytes)`,
		series: 'instance:node_memory_cached_bytes:max',
		by: [],
	},
	'host.memory.used_ratio': {
		title: 'Memory used',
		unit: 'ratio',
		promql: `${perHost} (1 - ${available} / node_memory_MemTotal_bytes)`,
		series: 'instance:node_memory_used:ratio',
		by: [],
		warn: 0.9,
		alarm: 0.97,
	},
	'host.swap.total_bytes': {
		title: 'Swap',
		unit: 'bytes',
		promql: 'node_memory_SwapTotal_bytes',
		series: 'node_memory_SwapTotal_bytes',
		by: [],
	},
	'host.swap.used_bytes': {
		title: 'Swap used',
		unit: 'bytes',
		promql: `${perHost} (node_memory_SwapTotal_bytes - node_memory_SwapFree_bytes)`,
		series: 'instance:node_swap_used_bytes:max',
		by: [],
	},
	'host.filesystem.size_bytes': {
		title: 'File system size',
		unit: 'bytes',
		promql: `${perFileSystem} (node_filesystem_size_bytes${fileSystems})`,
		series: 'instance_mountpoint:node_filesystem_size_bytes:max',
		by: ['device', 'mountpoint', 'fstype'],
	},
	'host.filesystem.available_bytes': {
		title: 'File system free',
		unit: 'bytes',
		promql: `${perFileSystem} (node_filesystem_avail_bytes${fileSystems})`,
		series: 'instance_mountpoint:node_filesystem_available_bytes:max',
		by: ['device', 'mountpoint', 'fstype'],
	},
	// Blocks reserved for root are neither used nor available: the share is df's.
	'host.filesystem.used_ratio': {
		title: 'File system used',
		unit: 'ratio',
		promql: `${perFileSystem} ((node_filesystem_size_bytes${fileSystems} - node_filesystem_free_bytes) / (node_filesystem_size_bytes - node_filesystem_free_bytes + node_filesystem_avail_bytes > 0))`,
		series: 'instance_mountpoint:node_filesystem_used:ratio',
		by: ['device', 'mountpoint', 'fstype'],
		warn: 0.8,
		alarm: 0.9,
	},
	'host.disk.read_bytes_per_second': {
		title: 'Disk read',
		unit: 'bytes_per_second',
		promql: `${perDevice} (${rateOf(`node_disk_read_bytes_total${disks}`)})`,
		series: 'instance_device:node_disk_read_bytes:rate1m',
		by: ['device'],
	},
	'host.disk.written_bytes_per_second': {
		title: 'Disk written',
		unit: 'bytes_per_second',
		promql: `${perDevice} (${rateOf(`node_disk_written_bytes_total${disks}`)})`,
		series: 'instance_device:node_disk_written_bytes:rate1m',
		by: ['device'],
	},
	'host.disk.busy_ratio': {
		title: 'Disk busy',
		unit: 'ratio',
		promql: `${perDevice} (${rateOf(`node_disk_io_time_seconds_total${disks}`)})`,
		series: 'instance_device:node_disk_busy:ratio_rate1m',
		by: ['device'],
		warn: 0.8,
		alarm: 0.95,
	},
	'host.network.receive_bytes_per_second': {
		title: 'Network received',
		unit: 'bytes_per_second',
		promql: traffic('receive'),
		series: 'instance_device:node_network_receive_bytes:rate1m',
		by: ['device'],
	},
	'host.network.transmit_bytes_per_second': {
		title: 'Network sent',
		unit: 'bytes_per_second',
		promql: traffic('transmit'),
		series: 'instance_device:node_network_transmit_bytes:rate1m',
		by: ['device'],
	},
	// Both clocks are the watched machine's: it may differ from Prometheus's.
	'host.uptime_seconds': {
		title: 'Uptime',
		unit: 'seconds',
		promql: `${perHost} (node_time_seconds - node_boot_time_seconds)`,
		series: 'instance:node_uptime_seconds:max',
		by: [],
	},
	'host.info': {
		title: 'Machine',
		unit: 'info',
		promql: 'node_uname_info',
		series: 'node_uname_info',
		by: ['nodename', 'release', 'machine'],
	},
} as const satisfies Record<string, Metric>;
