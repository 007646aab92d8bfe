import type { MadeSeries, MadeSpan } from './made-series.ts';

/** What happened to a made machine, and when: milliseconds since the epoch. */
export type MadeStory = {
	readonly start: number;
	readonly end: number;
	/** From here on it is busy: 90 % of the CPU instead of 20 %. */
	readonly busyFrom: number;
	/** While this lasted it was as busy as it can be. */
	readonly spike?: MadeSpan | undefined;
	/** It booted: counters begin anew, after two minutes in which nothing was scraped. */
	readonly booted: number;
	/** The container `ollama` was started again, `worker` ended for good, and Prometheus was started again. */
	readonly restarted: number;
	readonly ended: number;
	readonly prometheusStarted: number;
	/** An alert was pending, fired, and was resolved. */
	readonly alert: { readonly pending: number; readonly firing: number; readonly resolved: number };
};

const minute = 60_000;
const day = 24 * 60 * minute;
const GiB = 2 ** 30;
const cores = 2;

export const madeIds = { ollama: 'a'.repeat(64), worker: 'b'.repeat(64), postgres: 'c'.repeat(64) } as const;

const isIn = (at: number, span: MadeSpan | undefined): boolean =>
	span !== undefined && at >= span.start && at < span.end;

const busyShare = (at: number, { busyFrom, spike }: MadeStory): number =>
	isIn(at, spike) ? 1 : at >= busyFrom ? 0.9 : 0.2;

/** Seconds of busy time of one core since the last boot: the share of it, summed up. */
function busySeconds(at: number, story: MadeStory): number {
	const from = at >= story.booted ? story.booted : story.start - minute;
	const calm = Math.min(at, Math.max(from, story.busyFrom)) - from;
	const busy = Math.max(0, at - Math.max(from, story.busyFrom));
	// It comes while the machine is calm, and after it booted.
	const { start = at, end = at } = story.spike ?? {};
	const spiked = Math.max(0, Math.min(at, end) - start);
	return (0.2 * calm + 0.8 * spiked + 0.9 * busy) / 1000;
}

/** When one of its gauges was no number. */
export const noLoad = ({ start }: MadeStory): MadeSpan => ({ start: start + 10 * minute, end: start + 20 * minute });

/** A machine `box` with two cores, three containers, a PostgreSQL and one alert, as its exporters would have told it. */
export function madeMachine(story: MadeStory): readonly MadeSeries[] {
	const bootOf = (at: number) => (at >= story.booted ? story.booted : story.start - 60 * day);
	const isScraped = (at: number) => at < story.booted || at >= story.booted + 2 * minute;
	const sinceBoot = (at: number) => (at - (at >= story.booted ? story.booted : story.start - minute)) / 1000;

	const node = (
		name: string,
		value: (at: number) => number,
		labels: Readonly<Record<string, string>> = {},
	): MadeSeries => ({
		name: `node_${name}`,
		labels: { job: 'node', instance: 'box:9100', ...labels },
		value: at => (isScraped(at) ? value(at) : undefined),
	});
	const disk = { device: '/dev/vda', mountpoint: '/', fstype: 'ext4' };
	const host = [
		node('uname_info', () => 1, { nodename: 'box', release: '6.1', machine: 'x86_64' }),
		...Array.from({ length: cores }, (_, cpu) => [
			node('cpu_seconds_total', at => sinceBoot(at) - busySeconds(at, story), { cpu: `${cpu}`, mode: 'idle' }),
			node('cpu_seconds_total', at => 0.75 * busySeconds(at, story), { cpu: `${cpu}`, mode: 'user' }),
			node('cpu_seconds_total', at => 0.25 * busySeconds(at, story), { cpu: `${cpu}`, mode: 'system' }),
		]).flat(),
		...['load1', 'load5'].map(name => node(name, at => 2 * busyShare(at, story))),
		// As where an exporter cannot tell: no number, for ten minutes.
		node('load15', at => (isIn(at, noLoad(story)) ? Number.NaN : 2 * busyShare(at, story))),
		node('memory_MemTotal_bytes', () => 16 * GiB),
		node('memory_MemAvailable_bytes', at => (12 - 4 * busyShare(at, story)) * GiB),
		...['MemFree', 'Buffers', 'Cached', 'SReclaimable', 'Shmem'].map(name => node(`memory_${name}_bytes`, () => GiB)),
		node('memory_SwapTotal_bytes', () => 0),
		node('memory_SwapFree_bytes', () => 0),
		node('filesystem_size_bytes', () => 100 * GiB, disk),
		node('filesystem_free_bytes', () => 60 * GiB, disk),
		node('filesystem_avail_bytes', () => 55 * GiB, disk),
		node('disk_read_bytes_total', at => 1000 * sinceBoot(at), { device: 'vda' }),
		node('disk_written_bytes_total', at => 2000 * sinceBoot(at), { device: 'vda' }),
		node('disk_io_time_seconds_total', at => 0.01 * sinceBoot(at), { device: 'vda' }),
		node('network_receive_bytes_total', at => 3000 * sinceBoot(at), { device: 'eth0' }),
		node('network_transmit_bytes_total', at => 4000 * sinceBoot(at), { device: 'eth0' }),
		node('time_seconds', at => at / 1000),
		node('boot_time_seconds', at => bootOf(at) / 1000),
	];

	const container = (name: keyof typeof madeIds): readonly MadeSeries[] => {
		const labels = { job: 'cadvisor', instance: 'box:8080', id: `/docker/${madeIds[name]}`, name, image: name };
		const startOf = (at: number) =>
			name === 'ollama' && at >= story.restarted ? story.restarted : story.start - 60 * day;
		const isThere = (at: number) => name !== 'worker' || at < story.ended;
		const one = (metric: string, value: (at: number) => number): MadeSeries => ({
			name: `container_${metric}`,
			labels,
			value: at => (isThere(at) ? value(at) : undefined),
		});
		return [
			one('cpu_usage_seconds_total', at => (busyShare(at, story) * (at - startOf(at))) / 1000),
			one('memory_working_set_bytes', at => busyShare(at, story) * GiB),
			one('spec_memory_limit_bytes', () => 2 * GiB),
			one('start_time_seconds', at => startOf(at) / 1000),
			// As cAdvisor has it: well, not well, and without a check.
			one('health_state', () => ({ ollama: 1, worker: 0, postgres: -1 })[name]),
			one('network_receive_bytes_total', at => (at - startOf(at)) / 10),
			one('fs_reads_bytes_total', at => 3 * (at - startOf(at))),
			one('fs_writes_bytes_total', at => 7 * (at - startOf(at))),
		];
	};

	const { pending, firing, resolved } = story.alert;
	const alert = { alertname: 'HostCpuHigh', severity: 'warning', job: 'node', instance: 'box:9100' };
	const postgres = { job: 'postgres', instance: 'box:9187' };
	const self = { job: 'prometheus', instance: 'localhost:9090' };
	return [
		{ name: 'up', labels: { job: 'node', instance: 'box:9100' }, value: at => (isScraped(at) ? 1 : 0) },
		...[{ job: 'cadvisor', instance: 'box:8080' }, postgres, self].map(labels => ({
			name: 'up',
			labels,
			value: () => 1,
		})),
		{ name: 'machine_cpu_cores', labels: { job: 'cadvisor', instance: 'box:8080' }, value: () => cores },
		...host,
		...(Object.keys(madeIds) as (keyof typeof madeIds)[]).flatMap(container),
		{ name: 'pg_up', labels: postgres, value: () => 1 },
		{
			name: 'pg_stat_activity_count',
			labels: { ...postgres, datname: 'webui', state: 'active' },
			value: at => (at >= story.busyFrom ? 40 : 4),
		},
		{
			name: 'pg_stat_database_xact_commit',
			labels: { ...postgres, datname: 'webui' },
			value: at => (at - story.start + minute) / 100,
		},
		{ name: 'pg_stat_database_xact_rollback', labels: { ...postgres, datname: 'webui' }, value: () => 0 },
		{ name: 'pg_wal_size_bytes', labels: postgres, value: () => GiB },
		{ name: 'prometheus_build_info', labels: self, value: () => 1 },
		{
			name: 'process_start_time_seconds',
			labels: self,
			value: at => (at >= story.prometheusStarted ? story.prometheusStarted : story.start - 60 * day) / 1000,
		},
		{
			name: 'ALERTS',
			labels: { ...alert, alertstate: 'pending' },
			value: at => (at >= pending && at < firing ? 1 : undefined),
		},
		{
			name: 'ALERTS',
			labels: { ...alert, alertstate: 'firing' },
			value: at => (at >= firing && at < resolved ? 1 : undefined),
		},
		{
			name: 'ALERTS_FOR_STATE',
			labels: alert,
			value: at => (at >= pending && at < resolved ? pending / 1000 : undefined),
		},
	];
}
