import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { formatBytes, formatBytesPerSecond, formatCount, formatDuration, formatRatio } from '../../metrics/format.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { byText } from '../../text/order.ts';
import { labelled, readingsOf, valueIn } from '../../ui/readings.ts';
import { textFacts, textTable } from './text-table.ts';

const modes = ['user', 'system', 'nice', 'iowait', 'steal'] as const;

const modeFacts = (snapshot: Snapshot): readonly (string | undefined)[] =>
	modes.map(mode => {
		const share = labelled(snapshot, 'host.cpu.mode_ratio', 'mode', mode);
		return share === undefined ? undefined : `${mode} ${formatRatio(share)}`;
	});

/** The numbers a host has one of. */
export const hostText = (snapshot: Snapshot): readonly string[] => {
	const value = (id: MetricId) => valueIn(snapshot, id);
	const cores = value('host.cpu.cores');
	return [
		...textFacts('CPU', [
			formatRatio(value('host.cpu.ratio')) + (cores === undefined ? '' : ` of ${formatCount(cores)} cores`),
			...modeFacts(snapshot),
		]),
		...textFacts('Load', [
			(['host.load1', 'host.load5', 'host.load15'] as const).map(id => formatCount(value(id))).join('  '),
		]),
		...textFacts('Memory', [
			`${formatBytes(value('host.memory.used_bytes'))} of ${formatBytes(value('host.memory.total_bytes'))}`,
			`available ${formatBytes(value('host.memory.available_bytes'))}`,
			`cache ${formatBytes(value('host.memory.cached_bytes'))}`,
		]),
		...textFacts('Swap', [
			`${formatBytes(value('host.swap.used_bytes'))} of ${formatBytes(value('host.swap.total_bytes'))}`,
		]),
		...textFacts('Uptime', [formatDuration(value('host.uptime_seconds'))]),
	];
};

const byDevice = (
	snapshot: Snapshot,
	header: readonly string[],
	ids: readonly [MetricId, ...MetricId[]],
	format: readonly ((value: number | undefined) => string)[],
): readonly string[] => {
	const devices = new Set(ids.flatMap(id => readingsOf(snapshot, id).map(({ labels }) => labels.device ?? '?')));
	const rows = [...devices]
		.sort()
		.map(device => [
			device,
			...ids.map((id, index) => format[index]?.(labelled(snapshot, id, 'device', device)) ?? ''),
		]);
	return rows.length === 0 ? [] : ['', ...textTable(header, rows)];
};

const fileSystems = (snapshot: Snapshot): readonly string[] => {
	const at = (id: MetricId, mountpoint: string) => labelled(snapshot, id, 'mountpoint', mountpoint);
	const rows = readingsOf(snapshot, 'host.filesystem.used_ratio')
		.toSorted((a, b) => byText(a.labels.mountpoint ?? '', b.labels.mountpoint ?? ''))
		.map(({ labels: { mountpoint = '?' }, value }) => [
			mountpoint,
			formatBytes(at('host.filesystem.size_bytes', mountpoint)),
			formatBytes(at('host.filesystem.available_bytes', mountpoint)),
			formatRatio(value),
		]);
	return rows.length === 0 ? [] : ['', ...textTable(['FILE SYSTEM', 'SIZE', 'AVAILABLE', 'USED'], rows)];
};

/** The tables of file systems, disks and network devices. */
export const devicesText = (snapshot: Snapshot): readonly string[] => [
	...fileSystems(snapshot),
	...byDevice(
		snapshot,
		['DISK', 'READ', 'WRITTEN', 'BUSY'],
		['host.disk.read_bytes_per_second', 'host.disk.written_bytes_per_second', 'host.disk.busy_ratio'],
		[formatBytesPerSecond, formatBytesPerSecond, formatRatio],
	),
	...byDevice(
		snapshot,
		['NETWORK', 'RECEIVED', 'SENT'],
		['host.network.receive_bytes_per_second', 'host.network.transmit_bytes_per_second'],
		[formatBytesPerSecond, formatBytesPerSecond],
	),
];
