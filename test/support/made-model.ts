import type { Container, ContainerState, Health } from '../../src/engine/container.ts';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { History } from '../../src/metrics/history.ts';
import type { Labels, Reading, Snapshot } from '../../src/metrics/snapshot.ts';
import { succeed } from '../../src/store/remote.ts';
import { clean, literal } from '../../src/text/clean.ts';
import { unicodeGlyphs } from '../../src/ui/glyphs.ts';
import { type Change, change, initialModel, type Model } from '../../src/ui/model.ts';

/** The moment of everything made here: 2026-11-23 14:02:31 UTC. */
export const moment = Date.UTC(2026, 10, 23, 14, 2, 31);
const gib = 2 ** 30;

const reading = (value: number, labels: Record<string, string> = {}): Reading => ({
	value,
	at: moment,
	labels: Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, clean(text)])) as Labels,
});

const idOf = (number: number): string => number.toString(16).padStart(4, '0').repeat(16);

export const madeContainer = (
	number: number,
	name: string,
	more: Partial<Omit<Container, 'health'>> & { health?: Health; state?: ContainerState } = {},
): Container => ({
	id: idOf(number),
	name: clean(name),
	image: clean(`registry.example/${name}:1.2.3`),
	state: 'running',
	health: undefined,
	startedAt: moment - 360_000_000,
	finishedAt: undefined,
	exitCode: undefined,
	restartCount: 0,
	ports: [],
	project: literal('aixcl'),
	service: clean(name),
	...more,
});

export const madeContainers: readonly Container[] = [
	madeContainer(1, 'ollama'),
	madeContainer(2, 'open-webui', { health: 'healthy' }),
	madeContainer(3, 'postgres', { health: 'unhealthy', restartCount: 3 }),
	madeContainer(4, 'prometheus', { health: 'healthy' }),
	madeContainer(5, 'migrate', {
		state: 'exited',
		exitCode: 0,
		finishedAt: moment - 7_200_000,
		startedAt: moment - 7_300_000,
	}),
	madeContainer(6, 'importer', { state: 'exited', exitCode: 137, finishedAt: moment - 300_000 }),
	madeContainer(7, 'indexer', { state: 'exited', exitCode: 3, finishedAt: moment - 300_000 }),
];

const container = (metric: MetricId, values: readonly (number | undefined)[]) => ({
	[metric]: values.flatMap((value, index) =>
		value === undefined
			? []
			: [reading(value, { id: `/docker/${idOf(index + 1)}`, name: madeContainers[index]!.name })],
	),
});

export const madeSnapshot: Snapshot = {
	at: moment,
	via: 'recorded',
	host: { instance: literal('node-exporter:9100'), name: literal('gpu-box') },
	hosts: [{ instance: literal('node-exporter:9100'), name: literal('gpu-box') }],
	alerts: [],
	targets: [{ job: literal('node'), instance: literal('node-exporter:9100'), isUp: true, at: moment }],
	readings: {
		'host.cpu.ratio': [reading(0.37)],
		'host.cpu.mode_ratio': [
			reading(0.3, { mode: 'user' }),
			reading(0.05, { mode: 'system' }),
			reading(0.02, { mode: 'iowait' }),
			reading(0.63, { mode: 'idle' }),
		],
		'host.cpu.core_ratio': Array.from({ length: 16 }, (_, core) => reading((core % 8) / 8, { cpu: String(core) })),
		'host.cpu.cores': [reading(16)],
		'host.load1': [reading(3.1)],
		'host.memory.total_bytes': [reading(64 * gib)],
		'host.memory.used_bytes': [reading(21.3 * gib)],
		'host.memory.available_bytes': [reading(42.7 * gib)],
		'host.memory.cached_bytes': [reading(30.1 * gib)],
		'host.memory.used_ratio': [reading(21.3 / 64)],
		'host.swap.total_bytes': [reading(8 * gib)],
		'host.swap.used_bytes': [reading(0)],
		'host.filesystem.used_ratio': [
			reading(0.71, { device: '/dev/nvme0n1p2', mountpoint: '/', fstype: 'ext4' }),
			reading(0.88, { device: '/dev/nvme0n1p3', mountpoint: '/models', fstype: 'xfs' }),
		],
		'host.filesystem.available_bytes': [
			reading(118 * gib, { device: '/dev/nvme0n1p2', mountpoint: '/', fstype: 'ext4' }),
			reading(42 * gib, { device: '/dev/nvme0n1p3', mountpoint: '/models', fstype: 'xfs' }),
		],
		'host.disk.read_bytes_per_second': [reading(12e6, { device: 'nvme0n1' })],
		'host.disk.written_bytes_per_second': [reading(1.1e6, { device: 'nvme0n1' })],
		'host.network.receive_bytes_per_second': [reading(3.1e6, { device: 'eth0' })],
		'host.network.transmit_bytes_per_second': [reading(240e3, { device: 'eth0' })],
		'host.uptime_seconds': [reading(12 * 86_400 + 4 * 3600)],
		'postgres.up': [reading(1)],
		'postgres.connections': [reading(14)],
		'postgres.connections.by_state': [
			reading(3, { state: 'active' }),
			reading(10, { state: 'idle' }),
			reading(1, { state: 'idle in transaction' }),
		],
		'postgres.connections.max': [reading(97)],
		'postgres.transactions_per_second': [reading(341)],
		'postgres.rollback_ratio': [reading(0.003)],
		'postgres.cache_hit_ratio': [reading(0.992)],
		'postgres.size_bytes': [reading(1.3 * gib, { datname: 'webui' }), reading(8e6, { datname: 'postgres' })],
		'postgres.longest_transaction_seconds': [reading(252)],
		'postgres.longest_idle_in_transaction_seconds': [reading(252)],
		'postgres.deadlocks': [reading(0)],
		'postgres.temp_bytes_per_second': [reading(0)],
		...container('container.cpu_cores', [6.1, 0.1, 0.02, 0.03]),
		...container('container.memory_bytes', [18.2 * gib, 612 * 2 ** 20, 201 * 2 ** 20, 340 * 2 ** 20]),
		...container('container.memory_limit_bytes', [undefined, 2 * gib]),
		...container('container.network.receive_bytes_per_second', [1.1e6, 3e3, 20e3, 40e3]),
		...container('container.network.transmit_bytes_per_second', [20e3, 6e3, 30e3, 2e3]),
	},
};

const points = 121;

export const madeHistory: History = {
	start: moment - 3_600_000,
	step: 30_000,
	via: 'recorded',
	series: {
		'host.cpu.ratio': [
			{ labels: {}, values: Array.from({ length: points }, (_, index) => 0.35 + 0.3 * Math.sin(index / 9)) },
		],
		'host.memory.used_bytes': [
			{
				labels: {},
				values: Array.from({ length: points }, (_, index) => (index < 30 ? undefined : (10 + index / 11) * gib)),
			},
		],
	},
};

/** A model as the screen has it on a busy day, with some parts replaced. */
export const madeModel = (size: Model['size'], { state, ...parts }: Change = {}): Model => {
	const begun = initialModel({
		interval: 2,
		host: undefined,
		size,
		glyphs: unicodeGlyphs,
		engine: {
			url: literal('unix:///var/run/docker.sock'),
			isReadOnly: false,
			info: {
				product: 'docker',
				version: literal('28.5.2'),
				hostName: literal('gpu-box'),
				cores: 16,
				memoryBytes: 64 * gib,
			},
		},
		source: { name: 'prometheus', url: 'http://127.0.0.1:9090' },
		clock: { wall: moment, monotonic: 2000 },
	});
	return change(begun, {
		snapshot: succeed(madeSnapshot, 0),
		history: succeed(madeHistory, 0),
		containers: succeed(madeContainers, 0),
		...parts,
		state: { ...state },
	});
};
