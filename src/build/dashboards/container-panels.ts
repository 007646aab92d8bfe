import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';
import { containers, gaugeByName, nowByName, ofLimit, overByName, upFor } from './container-queries.ts';
import { lines, scaleOf } from './panels.ts';
import type { Column, Mapping, Panel } from './spec.ts';

/** What cAdvisor says about a container's health check. */
export const health: Mapping = [
	[1, 'healthy', 'green'],
	[0, 'starting or unhealthy', 'orange'],
	[-1, 'no check', 'text'],
];

const column = (id: MetricId, legend: string): Column => ({
	expr: nowByName(id),
	legend,
	unit: metricOf(id).unit,
});

/** Every container with what matters about it. */
export const containerTable: Panel = {
	kind: 'table',
	title: 'Containers',
	about:
		'The containers that run. Memory is the working set, as docker stats shows it; CPU is in cores. The name leads to the container alone.',
	width: 24,
	height: 9,
	keys: { name: 'Container', image: 'Image', container_label_com_docker_compose_service: 'Service' },
	columns: [
		{
			expr: `max by (name, image, container_label_com_docker_compose_service) (container_last_seen{${containers}})`,
			legend: '',
		},
		{ expr: gaugeByName('health_state'), legend: 'Health', mapping: health },
		{ expr: upFor, legend: 'Up for', unit: 'seconds' },
		column('container.cpu_cores', 'CPU'),
		column('container.memory_bytes', 'Memory'),
		column('container.memory_limit_bytes', 'Limit'),
		{ expr: ofLimit, legend: 'Of limit', unit: 'ratio', bar: true },
		column('container.network.receive_bytes_per_second', 'Received'),
		column('container.network.transmit_bytes_per_second', 'Sent'),
		column('container.disk.read_bytes_per_second', 'Read'),
		column('container.disk.written_bytes_per_second', 'Written'),
		{
			expr: `sum by (name) (changes(container_start_time_seconds{${containers}}[$__range]))`,
			legend: 'Restarts',
			unit: 'count',
		},
	],
	sort: 'CPU',
	leadsToContainer: true,
};

/** Who uses the processors. */
export const containerCpu: Panel = lines({
	title: 'CPU by container',
	about: 'Cores that each container keeps busy: 1 is one core, all the time.',
	width: 12,
	queries: [{ expr: overByName('container.cpu_cores'), legend: '{{name}}' }],
	...scaleOf('container.cpu_cores'),
	stacked: true,
});

/** Who uses the memory. */
export const containerMemory: Panel = lines({
	title: 'Memory by container',
	about: 'The working set: what each container uses, without the file cache that could be given up.',
	width: 12,
	queries: [{ expr: overByName('container.memory_bytes'), legend: '{{name}}' }],
	...scaleOf('container.memory_bytes'),
	stacked: true,
});
