import type { MetricId } from '../../../../src/metrics/catalogue/catalogue.ts';
import { madeIds } from '../../../stack/made-machine.ts';
import type { Random } from '../../../terminal/random.ts';

/** The exporters of a made machine. */
export const pages = ['node', 'cadvisor', 'postgres'] as const;
export type Page = (typeof pages)[number];

/** What a metric must be: of the series that has this label value, where it has several. */
export type Truth = {
	readonly id: MetricId;
	readonly label?: string;
	readonly value: number;
	/** Whether it is known only once its series is as old as the window of rates, which is a minute. */
	readonly isRate?: boolean;
};

type Series = {
	readonly page: Page;
	readonly name: string;
	readonly labels?: Readonly<Record<string, string>>;
	readonly value: (now: number) => number;
};

/** A machine of which everything is known beforehand. */
export type World = {
	readonly truths: readonly Truth[];
	/** One page as its exporter tells it now. */
	readonly page: (page: Page) => string;
	/** Lets all counters begin anew, as after a restart that came right after the last scrape. */
	reset(): void;
	/** From now on a series has this value, or is not there. */
	set(name: string, value: number | undefined): void;
	/** The number that is exported as the connections of PostgreSQL at a time: it tells that time. */
	readonly connectionsAt: (now: number) => number;
};

const MiB = 2 ** 20;
const written = (value: number): string =>
	Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';

export const createWorld = ({ below }: Random, begun: number): World => {
	const between = (low: number, high: number) => low + (below(1_000_000) / 1_000_000) * (high - low);
	const cores = 1 + below(8);
	const [user, system, iowait] = [between(0.05, 0.5), between(0.02, 0.2), between(0.01, 0.1)];
	const loads = { load1: between(0.5, 90), load5: between(0.5, 90), load15: between(0.5, 90) };
	const total = Math.round(between(4e9, 9e11));
	const available = Math.round(total * between(0.1, 0.9));
	const [buffers, cached, reclaimable] = [MiB * below(900), MiB * below(9000), MiB * below(900)];
	const swap = { total: MiB * (1000 + below(9000)), free: MiB * below(1000) };
	const disk = { size: 1e12 + below(1e9), free: 4e11 + below(1e9), available: 3e11 + below(1e9) };
	const rates = {
		read: between(2e3, 9e8),
		write: between(2e3, 9e8),
		receive: between(2e3, 9e8),
		transmit: between(2e3, 9e8),
		commit: between(2, 5000),
		rollback: between(1, 50),
		hit: between(1000, 90_000),
		miss: between(1, 900),
		temp: between(2e3, 9e7),
	};
	const size = MiB * (100 + below(90_000));
	const uptime = 3600 * (30 + below(9000));
	const used = {
		ollama: [between(0.2, 7), MiB * (10 + below(9000))],
		worker: [between(0.2, 7), MiB * (10 + below(9000))],
	} as const;
	const limit = MiB * (10_000 + below(9000));

	const zero: Record<Page, number> = { node: begun, cadvisor: begun, postgres: begun };
	const scraped: Record<Page, number> = { ...zero };
	const changed = new Map<string, number | undefined>();
	const counter =
		(page: Page, perSecond: number) =>
		(now: number): number =>
			((now - zero[page]) / 1000) * perSecond;
	const connectionsAt = (now: number) => 100 + Math.floor((now - begun) / 1000);

	const node = (name: string, value: Series['value'], labels = {}): Series => ({
		page: 'node',
		name: `node_${name}`,
		labels,
		value,
	});
	const memory = (name: string, value: number) => node(`memory_${name}_bytes`, () => value);
	const postgres = (name: string, value: Series['value'], labels = {}): Series => ({
		...{ page: 'postgres', name: `pg_${name}`, labels: { datname: 'webui', ...labels }, value },
	});
	const volume = { device: '/dev/vda', mountpoint: '/', fstype: 'ext4' };
	const modes = { user, system, iowait, idle: 1 - user - system - iowait };
	const containers = (['ollama', 'worker'] as const).flatMap(name => {
		const labels = { id: `/docker/${madeIds[name]}`, name, image: name };
		const one = (metric: string, value: Series['value']): Series => ({
			page: 'cadvisor',
			name: `container_${metric}`,
			labels,
			value,
		});
		return [
			one('cpu_usage_seconds_total', counter('cadvisor', used[name][0])),
			one('memory_working_set_bytes', () => used[name][1]),
			one('spec_memory_limit_bytes', () => limit),
			one('network_receive_bytes_total', counter('cadvisor', rates.receive / 2)),
			one('network_transmit_bytes_total', counter('cadvisor', rates.transmit / 2)),
			one('fs_reads_bytes_total', counter('cadvisor', rates.read / 2)),
			one('fs_writes_bytes_total', counter('cadvisor', rates.write / 2)),
		];
	});
	const series: readonly Series[] = [
		node('uname_info', () => 1, { nodename: 'made', release: '6.1', machine: 'x86_64' }),
		...Array.from({ length: cores }, (_, cpu) =>
			Object.entries(modes).map(([mode, share]) =>
				node('cpu_seconds_total', counter('node', share), { cpu: `${cpu}`, mode }),
			),
		).flat(),
		...Object.entries(loads).map(([name, value]) => node(name, () => value)),
		...[
			memory('MemTotal', total),
			memory('MemAvailable', available),
			memory('Buffers', buffers),
			memory('Cached', cached),
		],
		...[memory('SReclaimable', reclaimable), memory('SwapTotal', swap.total), memory('SwapFree', swap.free)],
		node('filesystem_size_bytes', () => disk.size, volume),
		node('filesystem_free_bytes', () => disk.free, volume),
		node('filesystem_avail_bytes', () => disk.available, volume),
		node('disk_read_bytes_total', counter('node', rates.read), { device: 'vda' }),
		node('disk_written_bytes_total', counter('node', rates.write), { device: 'vda' }),
		node('network_receive_bytes_total', counter('node', rates.receive), { device: 'eth0' }),
		node('network_transmit_bytes_total', counter('node', rates.transmit), { device: 'eth0' }),
		node('time_seconds', now => now / 1000),
		node('boot_time_seconds', () => begun / 1000 - uptime),
		{ page: 'cadvisor', name: 'machine_cpu_cores', value: () => cores },
		...containers,
		{ page: 'postgres', name: 'pg_up', value: () => 1 },
		postgres('stat_activity_count', connectionsAt, { state: 'active' }),
		{ page: 'postgres', name: 'pg_settings_max_connections', value: () => 9003 },
		{ page: 'postgres', name: 'pg_settings_superuser_reserved_connections', value: () => 3 },
		postgres('stat_database_xact_commit', counter('postgres', rates.commit)),
		postgres('stat_database_xact_rollback', counter('postgres', rates.rollback)),
		postgres('stat_database_blks_hit', counter('postgres', rates.hit)),
		postgres('stat_database_blks_read', counter('postgres', rates.miss)),
		postgres('stat_database_temp_bytes', counter('postgres', rates.temp)),
		postgres('database_size_bytes', () => size),
	];

	const rate = (id: MetricId, value: number, label?: string): Truth => ({
		id,
		value,
		isRate: true,
		...(label ? { label } : {}),
	});
	const truths: readonly Truth[] = [
		{ id: 'host.cpu.ratio', value: user + system },
		...Object.entries(modes).map(([mode, value]) => ({ id: 'host.cpu.mode_ratio' as const, label: mode, value })),
		{ id: 'host.cpu.cores', value: cores },
		{ id: 'host.load1', value: loads.load1 },
		{ id: 'host.load5', value: loads.load5 },
		{ id: 'host.load15', value: loads.load15 },
		{ id: 'host.memory.total_bytes', value: total },
		{ id: 'host.memory.available_bytes', value: available },
		{ id: 'host.memory.used_bytes', value: total - available },
		{ id: 'host.memory.used_ratio', value: 1 - available / total },
		{ id: 'host.memory.cached_bytes', value: buffers + cached + reclaimable },
		{ id: 'host.swap.total_bytes', value: swap.total },
		{ id: 'host.swap.used_bytes', value: swap.total - swap.free },
		{ id: 'host.filesystem.size_bytes', value: disk.size },
		{ id: 'host.filesystem.available_bytes', value: disk.available },
		{ id: 'host.filesystem.used_ratio', value: (disk.size - disk.free) / (disk.size - disk.free + disk.available) },
		rate('host.disk.read_bytes_per_second', rates.read),
		rate('host.disk.written_bytes_per_second', rates.write),
		rate('host.network.receive_bytes_per_second', rates.receive),
		rate('host.network.transmit_bytes_per_second', rates.transmit),
		{ id: 'host.uptime_seconds', value: uptime },
		...(['ollama', 'worker'] as const).flatMap(name => {
			const label = `/docker/${madeIds[name]}`;
			return [
				rate('container.cpu_cores', used[name][0], label),
				{ id: 'container.memory_bytes' as const, label, value: used[name][1] },
				{ id: 'container.memory_limit_bytes' as const, label, value: limit },
				rate('container.network.receive_bytes_per_second', rates.receive / 2, label),
				rate('container.network.transmit_bytes_per_second', rates.transmit / 2, label),
				rate('container.disk.read_bytes_per_second', rates.read / 2, label),
				rate('container.disk.written_bytes_per_second', rates.write / 2, label),
			];
		}),
		{ id: 'postgres.up', value: 1 },
		{ id: 'postgres.connections.max', value: 9000 },
		rate('postgres.transactions_per_second', rates.commit + rates.rollback),
		{ id: 'postgres.rollback_ratio', value: rates.rollback / (rates.commit + rates.rollback) },
		{ id: 'postgres.cache_hit_ratio', value: rates.hit / (rates.hit + rates.miss) },
		{ id: 'postgres.size_bytes', value: size },
		rate('postgres.temp_bytes_per_second', rates.temp),
	];

	return {
		truths,
		connectionsAt,
		page(page) {
			const now = Date.now();
			scraped[page] = now;
			return series
				.filter(each => each.page === page)
				.map(({ name, labels = {}, value }) => {
					const told = changed.has(name) ? changed.get(name) : value(now);
					const inside = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
					return told === undefined ? '' : `${name}{${inside.join(',')}} ${written(told)}\n`;
				})
				.join('');
		},
		reset: () => void Object.assign(zero, scraped),
		set: (name, value) => void changed.set(name, value),
	};
};
