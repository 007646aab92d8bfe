import { type MetricId, metricIds, metricOf } from '../../src/metrics/catalogue/catalogue.ts';
import { fingerprintsOf, groupOf, marker, ruleGroups } from '../../src/metrics/rules.ts';
import type { MadeSeries } from '../stack/made-series.ts';

const containers = 30;
const cores = 8;
const day = 86_400_000;

type Labels = Readonly<Record<string, string>>;

const engineId = (index: string) => index.padStart(64, '0');

/** The engine's ID of one of the containers. */
export const scrubContainer = engineId('7');

const many = (label: string, values: readonly string[]): readonly Labels[] => values.map(value => ({ [label]: value }));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => String(index));

const perId: Readonly<Record<string, readonly Labels[]>> = {
	mode: many('mode', ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal']),
	cpu: many('cpu', upTo(cores)),
	'device,mountpoint,fstype': [
		{ device: '/dev/vda', mountpoint: '/', fstype: 'ext4' },
		{ device: '/dev/vdb', mountpoint: '/models', fstype: 'xfs' },
	],
	device: many('device', ['vda', 'eth0']),
	'nodename,release,machine': [{ nodename: 'box', release: '6.1', machine: 'x86_64' }],
	state: many('state', ['active', 'idle', 'idle in transaction']),
	datname: many('datname', ['webui', 'postgres']),
	'id,name': upTo(containers).map(index => ({
		id: `/docker/${engineId(index)}`,
		name: `container-${index}`,
	})),
	'': [{}],
};

const origin: Readonly<Record<string, Labels>> = {
	host: { job: 'node', instance: 'box:9100' },
	container: { job: 'cadvisor', instance: 'box:8080' },
	postgres: { job: 'postgres', instance: 'box:9187' },
};

// A day's wave, and noise that is the same at every run: what never changed would cost nothing to keep or to read.
const noisy = (seed: number) => (at: number) => {
	const noise = Math.abs(Math.sin(at * 1e-4 + seed * 12.9898) * 43_758.5453) % 1;
	return Number((0.4 + 0.2 * Math.sin((at / day) * 2 * Math.PI + seed) + 0.1 * noise).toFixed(4));
};

const seriesOf = (id: MetricId): readonly MadeSeries[] => {
	const { series, by, unit } = metricOf(id);
	return (perId[by.join(',')] ?? []).map((labels, index) => {
		const wave = noisy(id.length + 7 * index);
		const scale = unit === 'bytes' ? 1e9 : unit === 'bytes_per_second' ? 1e6 : 1;
		const value =
			unit === 'info' || unit === 'boolean' ? () => 1 : (at: number) => Math.round(wave(at) * scale * 1e4) / 1e4;
		return { name: series, labels: { ...origin[groupOf(id)], ...labels }, value };
	});
};

/** All that the screen reads of one host and thirty containers: what our rules record, the exporters' gauges, and raw CPU time. */
export const scrubSeries = (start: number): readonly MadeSeries[] => [
	...metricIds.flatMap(seriesOf),
	...Object.values(origin).map(labels => ({ name: 'up', labels, value: () => 1 })),
	...ruleGroups.map(group => ({
		name: marker,
		labels: { group: group.name, rules: fingerprintsOf(group) },
		value: () => 1,
	})),
	...perId['id,name']!.map(labels => ({
		name: 'container_start_time_seconds',
		labels: { ...origin.container, ...labels },
		// Each is started again once in three days.
		value: (at: number) => (start + Math.floor((at - start) / (3 * day)) * 3 * day) / 1000,
	})),
	{
		name: 'prometheus_tsdb_lowest_timestamp_seconds',
		labels: { job: 'prometheus', instance: 'localhost:9090' },
		value: () => start / 1000,
	},
	{ name: 'machine_cpu_cores', labels: { ...origin.container }, value: () => cores },
	{ name: 'node_boot_time_seconds', labels: { ...origin.host }, value: () => (start - day) / 1000 },
	...upTo(cores).flatMap(cpu =>
		['idle', 'user', 'system'].map((mode, index) => ({
			name: 'node_cpu_seconds_total',
			labels: { ...origin.host, cpu, mode },
			value: (at: number) => ((at - start) / 1000) * [0.6, 0.3, 0.1][index]!,
		})),
	),
];
