import { host, overHost, pressure } from './host-queries.ts';
import { lines, scaleOf } from './panels.ts';
import { over, rate } from './queries.ts';
import type { Panel, Row } from './spec.ts';

/** Where processor time goes. */
export const cpuByMode: Panel = lines({
	title: 'CPU by mode',
	about:
		'Share of all cores by what they did: user is programs, system the kernel for them, iowait idle while a disk was waited for, steal given to other virtual machines.',
	width: 12,
	queries: [{ expr: over('host.cpu.mode_ratio', `${host}, mode!="idle"`), legend: '{{mode}}' }],
	unit: 'ratio',
	stacked: true,
	max: 1,
});

/** The run queue beside the number of cores. */
export const load: Panel = lines({
	title: 'Load',
	about:
		'Processes that run, want to run or wait for a disk, averaged over 1, 5 and 15 minutes. Above the number of cores, some wait.',
	width: 12,
	queries: [
		{ expr: overHost('host.load1'), legend: '1 min' },
		{ expr: overHost('host.load5'), legend: '5 min' },
		{ expr: overHost('host.load15'), legend: '15 min' },
		{ expr: overHost('host.cpu.cores'), legend: 'cores' },
	],
	...scaleOf('host.load1'),
});

/** Processors and what waits for them. */
export const hostCpu: Row = {
	title: 'CPU',
	panels: [
		cpuByMode,
		lines({
			title: 'CPU by core',
			about:
				'Share of each core that works. One core at the top while the others rest is a program that cannot use more.',
			width: 12,
			queries: [{ expr: overHost('host.cpu.core_ratio'), legend: 'core {{cpu}}' }],
			...scaleOf('host.cpu.core_ratio'),
			max: 1,
		}),
		load,
		lines({
			title: 'Pressure',
			about:
				'Share of time in which at least one process was held up for lack of processors, memory or disks: the clearest sign of saturation.',
			width: 12,
			queries: [
				{ expr: pressure('cpu_waiting'), legend: 'CPU' },
				{ expr: pressure('memory_waiting'), legend: 'memory' },
				{ expr: pressure('io_waiting'), legend: 'disks' },
			],
			unit: 'ratio',
			none: 'This kernel does not account for pressure (psi=1 turns it on).',
		}),
		lines({
			title: 'Processes',
			about: 'Processes that run or want to, and those that wait for a disk and cannot be interrupted.',
			width: 12,
			queries: [
				{ expr: `node_procs_running{${host}}`, legend: 'running' },
				{ expr: `node_procs_blocked{${host}}`, legend: 'blocked by disks' },
			],
			unit: 'count',
		}),
		lines({
			title: 'Context switches and interrupts',
			about:
				'How often the kernel changed from one process to another, served a device and started a process. A jump without a change in load is worth a look.',
			width: 12,
			queries: [
				{ expr: rate('node_context_switches_total', host), legend: 'context switches' },
				{ expr: rate('node_intr_total', host), legend: 'interrupts' },
				{ expr: rate('node_forks_total', host), legend: 'processes started' },
			],
			unit: 'per_second',
		}),
	],
};
