import { type AlertCase, type Input, text } from './alert-case.ts';

const node = { job: 'n', instance: 'vm' };
const disk = { ...node, device: '/dev/vda1' };

// Seconds of the two modes in a quarter of a minute of one core.
const cpu = (busy: number): readonly Input[] => [
	[`node_cpu_seconds_total{${text(node)},cpu="0",mode="user"}`, `0+${15 * busy}x200`],
	[`node_cpu_seconds_total{${text(node)},cpu="0",mode="idle"}`, `0+${15 * (1 - busy)}x200`],
];

const memory = (available: number): readonly Input[] => [
	[`node_memory_MemTotal_bytes{${text(node)}}`, '1000x60'],
	[`node_memory_MemAvailable_bytes{${text(node)}}`, `${available}x60`],
];

// A file system of a thousand bytes, mounted in two places, with what is free over time.
const fileSystem = (free: string): readonly Input[] =>
	['/', '/var/lib/docker'].flatMap(mountpoint => {
		const labels = text({ ...disk, mountpoint, fstype: 'ext4' });
		return [
			[`node_filesystem_size_bytes{${labels}}`, '1000x600'],
			[`node_filesystem_free_bytes{${labels}}`, free],
			[`node_filesystem_avail_bytes{${labels}}`, free],
		] as const;
	});

/** The machine's alerts. */
export const hostAlertCases: readonly AlertCase[] = [
	{
		about: 'a processor at nine tenths for more than five minutes',
		alert: 'HostCpuHigh',
		given: cpu(0.9),
		step: '15s',
		at: '12m',
		fires: [{ labels: node, summary: 'CPU at 90% on vm', value: '90%' }],
	},
	{
		about: 'one at nine tenths for three minutes',
		alert: 'HostCpuHigh',
		given: cpu(0.9),
		step: '15s',
		at: '5m',
		fires: [],
	},
	{ about: 'one at three quarters', alert: 'HostCpuHigh', given: cpu(0.75), step: '15s', at: '30m', fires: [] },
	{
		about: 'memory of which a twentieth is left',
		alert: 'HostMemoryHigh',
		given: memory(50),
		at: '5m',
		fires: [{ labels: node, summary: 'Memory at 95% on vm', value: '95%' }],
	},
	{ about: 'memory of which an eighth is left', alert: 'HostMemoryHigh', given: memory(125), at: '30m', fires: [] },
	{
		about: 'a process killed by the kernel',
		alert: 'HostOutOfMemory',
		given: [[`node_vmstat_oom_kill{${text(node)}}`, '3x5 4x20']],
		at: '8m',
		fires: [{ labels: node, summary: 'The kernel killed a process for lack of memory on vm' }],
	},
	{
		about: 'kills of long ago',
		alert: 'HostOutOfMemory',
		given: [[`node_vmstat_oom_kill{${text(node)}}`, '3x5 4x60']],
		at: '40m',
		fires: [],
	},
	{
		about: 'a disk with a twentieth left, mounted twice',
		alert: 'HostDiskAlmostFull',
		given: fileSystem('50x600'),
		at: '15m',
		fires: [{ labels: disk, summary: '/dev/vda1 is 95% full on vm', value: '95%' }],
	},
	{
		about: 'a disk with an eighth left',
		alert: 'HostDiskAlmostFull',
		given: fileSystem('125x600'),
		at: '1h',
		fires: [],
	},
	{
		about: 'a disk seven tenths full that fills by six per cent an hour',
		alert: 'HostDiskFilling',
		given: fileSystem('600-1x500'),
		at: '5h',
		fires: [{ labels: disk, summary: '/dev/vda1 will be full within a day on vm', value: '70% used' }],
	},
	{
		about: 'a disk as full that fills no more',
		alert: 'HostDiskFilling',
		given: fileSystem('300x600'),
		at: '5h',
		fires: [],
	},
	{
		about: 'a disk that fills as fast and is nearly empty',
		alert: 'HostDiskFilling',
		given: fileSystem('950-1x500'),
		at: '5h',
		fires: [],
	},
];
