import { cpus, totalmem } from 'node:os';
import { processesIn, readCgroup } from './cgroup.ts';
import { startOf, trafficOf } from './process-facts.ts';

/** A container as cAdvisor labels it. */
export type WatchedContainer = { readonly id: string; readonly name: string; readonly image: string };

type Labels = Readonly<Record<string, string>>;
type Sample = { readonly metric: string; readonly labels: Labels; readonly value: number | undefined };

/** What cAdvisor would answer on /metrics about these containers, the whole machine and its root group, read now. */
export function cadvisorMetrics(containers: readonly WatchedContainer[]): string {
	const now = Date.now();
	const machine = { boot_id: '', machine_id: '', system_uuid: '' };
	const samples = [
		...groupSamples('/', { id: '/' }),
		...containers.flatMap(container => containerSamples(container, now / 1000)),
		{ metric: 'machine_cpu_cores', labels: machine, value: cpus().length },
		{ metric: 'machine_memory_bytes', labels: machine, value: totalmem() },
	];
	return [
		...families(
			samples.filter(({ value }) => value !== undefined),
			now,
		),
		'',
	].join('\n');
}

function containerSamples({ id, name, image }: WatchedContainer, now: number): readonly Sample[] {
	const path = `/docker/${id}`;
	const facts = processFacts(path);
	if (facts === undefined) return [];
	const labels = {
		container_label_com_docker_compose_project: 'aixcl',
		container_label_com_docker_compose_service: name,
		...{ id: path, image, name },
	};
	return [
		...groupSamples(path, labels),
		{ metric: 'container_last_seen', labels, value: now },
		{ metric: 'container_start_time_seconds', labels, value: facts.start },
		...facts.traffic.flatMap(({ device, received, sent }) => [
			{ metric: 'container_network_receive_bytes_total', labels: { ...labels, interface: device }, value: received },
			{ metric: 'container_network_transmit_bytes_total', labels: { ...labels, interface: device }, value: sent },
		]),
	];
}

function processFacts(path: string) {
	const facts = processesIn(path).flatMap(pid => {
		try {
			return [{ start: startOf(pid), traffic: trafficOf(pid) }];
		} catch {
			// It ended between the two readings.
			return [];
		}
	});
	// The oldest is the container's own: ids say nothing of age once they have wrapped.
	return facts.toSorted((a, b) => a.start - b.start)[0];
}

function groupSamples(path: string, labels: Labels): readonly Sample[] {
	const group = readCgroup(path);
	const { memoryUsage: usage, memoryInactiveFile: inactive } = group;
	const limited = group.cpuQuota !== undefined && group.cpuQuota > 0;
	const disk = { ...labels, device: '' };
	return [
		{ metric: 'container_cpu_usage_seconds_total', labels: { ...labels, cpu: 'total' }, value: group.cpuSeconds },
		{ metric: 'container_cpu_cfs_periods_total', labels, value: limited ? group.cpuPeriods : undefined },
		{
			metric: 'container_cpu_cfs_throttled_periods_total',
			labels,
			value: limited ? group.cpuThrottledPeriods : undefined,
		},
		{ metric: 'container_memory_usage_bytes', labels, value: usage },
		{
			metric: 'container_memory_working_set_bytes',
			labels,
			value: usage === undefined || inactive === undefined ? undefined : Math.max(0, usage - inactive),
		},
		{ metric: 'container_spec_memory_limit_bytes', labels, value: group.memoryLimit },
		{ metric: 'container_spec_cpu_quota', labels, value: limited ? group.cpuQuota : undefined },
		{ metric: 'container_spec_cpu_period', labels, value: group.cpuPeriod },
		{ metric: 'container_fs_reads_bytes_total', labels: disk, value: group.readBytes },
		{ metric: 'container_fs_writes_bytes_total', labels: disk, value: group.writtenBytes },
	];
}

function families(samples: readonly Sample[], now: number): readonly string[] {
	return [...Map.groupBy(samples, ({ metric }) => metric)].flatMap(([metric, members]) => [
		`# TYPE ${metric} ${metric.endsWith('_total') ? 'counter' : 'gauge'}`,
		...members.map(
			({ labels, value }) => `${metric}{${labelText(labels)}} ${value}${timeless(metric) ? '' : ` ${now}`}`,
		),
	]);
}

const timeless = (metric: string) => /^(machine_|container_spec_|container_start_time_)/.test(metric);

function labelText(labels: Labels): string {
	return Object.entries(labels)
		.map(([name, value]) => `${name}=${JSON.stringify(value)}`)
		.join(',');
}
