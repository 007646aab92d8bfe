import { diskRate, diskWait, host, overHost } from './host-queries.ts';
import { lines, scaleOf } from './panels.ts';
import { now } from './queries.ts';
import type { Panel, Row } from './spec.ts';

const perMount = (id: 'size_bytes' | 'available_bytes' | 'used_ratio') =>
	`max by (mountpoint, device, fstype) (${now(`host.filesystem.${id}`, host)})`;

/** Every file system on a disk. */
export const fileSystems: Panel = {
	kind: 'table',
	title: 'File systems',
	about:
		'File systems on disks of this machine. Used is the share that df shows: blocks reserved for root count as neither used nor free.',
	width: 12,
	height: 8,
	keys: { mountpoint: 'Mounted on', device: 'Device', fstype: 'Type' },
	columns: [
		{ expr: perMount('size_bytes'), legend: 'Size', unit: 'bytes' },
		{ expr: perMount('available_bytes'), legend: 'Free', unit: 'bytes' },
		{ expr: perMount('used_ratio'), legend: 'Used', unit: 'ratio', bar: true },
	],
	sort: 'Used',
};

/** Bytes to and from each disk. */
export const diskTraffic: Panel = lines({
	title: 'Disk traffic',
	about: 'Bytes read (above) and written (below), by disk.',
	width: 12,
	queries: [
		{ expr: overHost('host.disk.read_bytes_per_second'), legend: '{{device}} read' },
		{ expr: overHost('host.disk.written_bytes_per_second'), legend: '{{device}} written' },
	],
	...scaleOf('host.disk.read_bytes_per_second'),
	below: '/ written$/',
});

/** File systems and disks. */
export const hostDisks: Row = {
	title: 'File systems and disks',
	panels: [
		fileSystems,
		lines({
			title: 'File systems over time',
			about: 'Share in use, as df counts it.',
			width: 12,
			queries: [{ expr: `max by (mountpoint) (${overHost('host.filesystem.used_ratio')})`, legend: '{{mountpoint}}' }],
			...scaleOf('host.filesystem.used_ratio'),
			max: 1,
		}),
		diskTraffic,
		lines({
			title: 'Disk operations',
			about: 'Reads (above) and writes (below) completed each second, by disk.',
			width: 12,
			queries: [
				{ expr: diskRate('reads_completed'), legend: '{{device}} reads' },
				{ expr: diskRate('writes_completed'), legend: '{{device}} writes' },
			],
			unit: 'per_second',
			below: '/ writes$/',
		}),
		lines({
			title: 'Disk wait',
			about:
				'Mean time that a read and a write took, queue included. Below a millisecond on NVMe, up to ten on a turning disk.',
			width: 12,
			queries: [
				{ expr: diskWait('read_time_seconds', 'reads_completed'), legend: '{{device}} read' },
				{ expr: diskWait('write_time_seconds', 'writes_completed'), legend: '{{device}} write' },
			],
			unit: 'seconds',
			none: 'No disk did anything.',
		}),
		lines({
			title: 'Disk busy',
			about:
				'Share of time in which a disk had something to do. For a disk that serves many requests at once, the top is not yet the limit: look at the wait.',
			width: 12,
			queries: [{ expr: overHost('host.disk.busy_ratio'), legend: '{{device}}' }],
			...scaleOf('host.disk.busy_ratio'),
			max: 1,
		}),
		lines({
			title: 'Inodes used',
			about:
				'Share of the file systems\u2019 inodes in use. At the top no file can be made, however many bytes are free.',
			width: 12,
			queries: [
				{
					expr: `max by (mountpoint) (1 - node_filesystem_files_free{${host}} / (node_filesystem_files{${host}} > 0)) and on (mountpoint) ${now('host.filesystem.used_ratio', host)}`,
					legend: '{{mountpoint}}',
				},
			],
			unit: 'ratio',
			warn: 0.8,
			alarm: 0.9,
			max: 1,
		}),
		lines({
			title: 'Temperature',
			about: 'The warmest sensor of each chip, in degrees Celsius.',
			width: 12,
			queries: [{ expr: `max by (chip) (node_hwmon_temp_celsius{${host}})`, legend: '{{chip}}' }],
			unit: 'count',
			none: 'No sensors, or not collected.',
		}),
	],
};
