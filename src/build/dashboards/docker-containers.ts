import { containerCpu, containerMemory, containerTable, health } from './container-panels.ts';
import { containers, gaugeByName, overByName, rateByName, upFor } from './container-queries.ts';
import { lines, scaleOf, stat } from './panels.ts';
import { now } from './queries.ts';
import type { Dashboard, Row } from './spec.ts';
import { container, engine } from './variables.ts';

const present: Row = {
	title: 'Now',
	panels: [
		stat({
			title: 'Running',
			about: 'Containers that run.',
			width: 4,
			expr: `count(count by (name) (container_last_seen{${containers}}))`,
			unit: 'count',
		}),
		stat({
			title: 'Not healthy',
			about: 'Containers whose health check fails, or has not succeeded yet since they started.',
			width: 4,
			expr: `count(max by (name) (container_health_state{${containers}}) == 0) or vector(0)`,
			unit: 'count',
			warn: 1,
		}),
		stat({
			title: 'Restarts in the window',
			about: 'How often a container was started again.',
			width: 4,
			expr: `round(sum(changes(container_start_time_seconds{${containers}}[$__range])))`,
			unit: 'count',
			warn: 1,
		}),
		stat({
			title: 'Out of memory in the window',
			about: 'Processes in containers that the kernel killed for lack of memory.',
			width: 4,
			expr: `round(sum(increase(container_oom_events_total{${containers}}[$__range])))`,
			unit: 'count',
			alarm: 1,
			none: 'not counted here',
		}),
		stat({
			title: 'CPU',
			about: 'Cores that all of them keep busy.',
			width: 4,
			expr: `sum(${now('container.cpu_cores', containers)})`,
			...scaleOf('container.cpu_cores'),
		}),
		stat({
			title: 'Memory',
			about: 'Working sets of all of them.',
			width: 4,
			expr: `sum(${now('container.memory_bytes', containers)})`,
			...scaleOf('container.memory_bytes'),
		}),
		containerTable,
	],
};

const processors: Row = {
	title: 'CPU',
	panels: [
		containerCpu,
		lines({
			title: 'Throttled',
			about:
				'Share of the scheduler\u2019s periods in which a container was stopped because it had used up its CPU quota.',
			width: 12,
			queries: [
				{
					expr: `${rateByName('cpu_cfs_throttled_periods_total')} / (${rateByName('cpu_cfs_periods_total')} > 0)`,
					legend: '{{name}}',
				},
			],
			unit: 'ratio',
			warn: 0.25,
			max: 1,
			none: 'No container has a CPU quota.',
		}),
	],
};

const memory: Row = {
	title: 'Memory',
	panels: [
		containerMemory,
		lines({
			title: 'Memory of the limit',
			about: 'Working set against the container\u2019s limit. At the top the kernel kills a process in it.',
			width: 12,
			queries: [
				{
					expr: `${overByName('container.memory_bytes')} / ${overByName('container.memory_limit_bytes')}`,
					legend: '{{name}}',
				},
			],
			unit: 'ratio',
			warn: 0.8,
			alarm: 0.95,
			max: 1,
			none: 'No container has a memory limit.',
		}),
		lines({
			title: 'Memory with file cache',
			about:
				'Working set and file cache. A model that Ollama maps into memory counts here and may be given up; it is no leak.',
			width: 12,
			queries: [{ expr: gaugeByName('memory_usage_bytes'), legend: '{{name}}' }],
			unit: 'bytes',
			stacked: true,
		}),
		lines({
			title: 'Resident memory',
			about: 'Memory of the processes themselves, without any file.',
			width: 12,
			queries: [{ expr: gaugeByName('memory_rss'), legend: '{{name}}' }],
			unit: 'bytes',
			stacked: true,
		}),
	],
};

const traffic: Row = {
	title: 'Network and disks',
	panels: [
		lines({
			title: 'Network',
			about: 'Bytes received (above) and sent (below). Containers on the host\u2019s network have none of their own.',
			width: 12,
			queries: [
				{ expr: overByName('container.network.receive_bytes_per_second'), legend: '{{name}} received' },
				{ expr: overByName('container.network.transmit_bytes_per_second'), legend: '{{name}} sent' },
			],
			...scaleOf('container.network.receive_bytes_per_second'),
			below: '/ sent$/',
		}),
		lines({
			title: 'Network errors and drops',
			about: 'Packets that were damaged or dropped. Both ought to be none.',
			width: 12,
			queries: [
				{
					expr: `${rateByName('network_receive_errors_total')} + ${rateByName('network_transmit_errors_total')}`,
					legend: '{{name}} errors',
				},
				{
					expr: `${rateByName('network_receive_packets_dropped_total')} + ${rateByName('network_transmit_packets_dropped_total')}`,
					legend: '{{name}} dropped',
				},
			],
			unit: 'per_second',
		}),
		lines({
			title: 'Disk traffic',
			about: 'Bytes read (above) and written (below) on disks; what the file cache answers is not in it.',
			width: 12,
			queries: [
				{ expr: overByName('container.disk.read_bytes_per_second'), legend: '{{name}} read' },
				{ expr: overByName('container.disk.written_bytes_per_second'), legend: '{{name}} written' },
			],
			...scaleOf('container.disk.read_bytes_per_second'),
			below: '/ written$/',
		}),
		lines({
			title: 'Disk operations',
			about: 'Reads (above) and writes (below) on disks each second.',
			width: 12,
			queries: [
				{ expr: rateByName('fs_reads_total'), legend: '{{name}} reads' },
				{ expr: rateByName('fs_writes_total'), legend: '{{name}} writes' },
			],
			unit: 'per_second',
			below: '/ writes$/',
		}),
	],
};

const lives: Row = {
	title: 'Health and restarts',
	panels: [
		{
			kind: 'states',
			title: 'Health',
			about:
				'The health check of each container. cAdvisor tells starting and unhealthy by the same number; Podman\u2019s checks it does not know.',
			width: 24,
			height: 8,
			queries: [{ expr: gaugeByName('health_state'), legend: '{{name}}' }],
			mapping: health,
			none: 'cAdvisor tells health since 0.54, for Docker.',
		},
		lines({
			title: 'Up for',
			about: 'Time since each container was started. A line that falls to zero is a restart.',
			width: 12,
			queries: [{ expr: upFor, legend: '{{name}}' }],
			unit: 'seconds',
		}),
		lines({
			title: 'Out of memory',
			about: 'Processes that the kernel killed because the container was at its limit.',
			width: 12,
			queries: [
				{
					expr: `sum by (name) (increase(container_oom_events_total{${containers}}[$__rate_interval]))`,
					legend: '{{name}}',
				},
			],
			unit: 'count',
			none: 'not counted here',
		}),
	],
};

/** The containers of one engine. */
export const dockerContainers: Dashboard = {
	uid: 'docker-containers',
	title: 'Docker containers',
	about: 'Which container uses what, which is unwell, and which was started again.',
	variables: [engine, container],
	starts: containers,
	rows: [present, processors, memory, traffic, lives],
};
