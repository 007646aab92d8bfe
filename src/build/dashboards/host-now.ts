import { host, loadPerCore, swapUsed } from './host-queries.ts';
import { scaleOf, stat } from './panels.ts';
import { now } from './queries.ts';
import type { Panel, Row } from './spec.ts';

const alertCount = stat({
	title: 'Alerts',
	about: 'Alerts that fire now, on whatever they are. Each is explained in MONITORING.md.',
	width: 3,
	expr: 'count(ALERTS{alertstate="firing", severity!="none"}) or vector(0)',
	unit: 'count',
	warn: 1,
});

const targetsDown = stat({
	title: 'Targets down',
	about: 'Exporters that Prometheus cannot read. What they measure is unknown meanwhile, not zero.',
	width: 3,
	expr: 'count(up == 0) or vector(0)',
	unit: 'count',
	alarm: 1,
});

/** The machine at a glance, as the terminal has it. */
export const machineStats: readonly Panel[] = [
	stat({
		title: 'CPU',
		about: 'Share of all cores that works. Waiting for a disk or for the hypervisor is not work.',
		width: 3,
		expr: now('host.cpu.ratio', host),
		...scaleOf('host.cpu.ratio'),
	}),
	stat({
		title: 'Load per core',
		about: 'Processes that run or want to, averaged over a minute, for each core. Above 1 some of them wait.',
		width: 3,
		expr: loadPerCore,
		unit: 'count',
		warn: 1,
		alarm: 2,
	}),
	stat({
		title: 'Memory used',
		about: 'Share of the memory that no process could still get. Cache that can be given up is not used.',
		width: 3,
		expr: now('host.memory.used_ratio', host),
		...scaleOf('host.memory.used_ratio'),
	}),
	stat({
		title: 'Swap used',
		about: 'Share of the swap space in use. Full swap beside full memory ends with a process being killed.',
		width: 3,
		expr: swapUsed,
		unit: 'ratio',
		warn: 0.5,
		alarm: 0.9,
		none: 'no swap',
	}),
	stat({
		title: 'Fullest file system',
		about: 'The highest share of use among the file systems on disks, as df counts it.',
		width: 3,
		expr: `max(${now('host.filesystem.used_ratio', host)})`,
		...scaleOf('host.filesystem.used_ratio'),
	}),
	stat({
		title: 'Up for',
		about: 'Time since the machine started, by its own clock.',
		width: 3,
		expr: now('host.uptime_seconds', host),
		...scaleOf('host.uptime_seconds'),
	}),
	alertCount,
	targetsDown,
];

/** The machine at a glance. */
export const hostNow: Row = {
	title: 'Now',
	panels: [
		...machineStats,
		{
			kind: 'name',
			title: 'Machine',
			about:
				'Name, kernel and architecture. With Docker Desktop and in WSL 2 it is the virtual machine, not what it runs on.',
			width: 12,
			height: 3,
			queries: [{ expr: now('host.info', host), legend: '{{nodename}} · {{release}} · {{machine}}' }],
		},
		{
			...stat({
				title: 'Cores',
				about: 'Logical processors that are online.',
				width: 4,
				expr: now('host.cpu.cores', host),
				...scaleOf('host.cpu.cores'),
			}),
			height: 3,
		},
		{
			...stat({
				title: 'Memory',
				about: 'All memory that the kernel manages.',
				width: 4,
				expr: now('host.memory.total_bytes', host),
				...scaleOf('host.memory.total_bytes'),
			}),
			height: 3,
		},
		{
			...stat({
				title: 'Swap',
				about: 'All swap space that is turned on.',
				width: 4,
				expr: now('host.swap.total_bytes', host),
				...scaleOf('host.swap.total_bytes'),
			}),
			height: 3,
		},
	],
};
