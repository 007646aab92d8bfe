import { host, overHost } from './host-queries.ts';
import { lines, scaleOf } from './panels.ts';
import { rate } from './queries.ts';
import type { Panel, Row } from './spec.ts';

/** Memory against what there is. */
export const memory: Panel = lines({
	title: 'Memory',
	about:
		'Used is what no process could still get. Buffers and cache are given up when memory runs short, so they are no loss; the models that Ollama maps into memory are in there.',
	width: 12,
	queries: [
		{ expr: overHost('host.memory.used_bytes'), legend: 'used' },
		{ expr: overHost('host.memory.cached_bytes'), legend: 'buffers and cache' },
		{ expr: overHost('host.memory.total_bytes'), legend: 'total' },
	],
	...scaleOf('host.memory.used_bytes'),
});

/** Swap against what there is. */
export const swap: Panel = lines({
	title: 'Swap',
	about: 'Swap space in use. That it is used is harmless; that pages go in and out all the time is not.',
	width: 12,
	queries: [
		{ expr: overHost('host.swap.used_bytes'), legend: 'used' },
		{ expr: overHost('host.swap.total_bytes'), legend: 'total' },
	],
	...scaleOf('host.swap.used_bytes'),
});

/** Memory, and the signs of too little of it. */
export const hostMemory: Row = {
	title: 'Memory',
	panels: [
		memory,
		swap,
		lines({
			title: 'Pages in and out',
			about:
				'Pages read from and written to swap, and page faults that needed a disk. Steady traffic means that memory is too small for what runs.',
			width: 12,
			queries: [
				{ expr: rate('node_vmstat_pswpin', host), legend: 'swapped in' },
				{ expr: rate('node_vmstat_pswpout', host), legend: 'swapped out' },
				{ expr: rate('node_vmstat_pgmajfault', host), legend: 'faults from disk' },
			],
			unit: 'per_second',
		}),
		lines({
			title: 'Processes killed for lack of memory',
			about: 'Kills by the kernel, of the whole machine and inside containers at their limit.',
			width: 12,
			queries: [{ expr: `increase(node_vmstat_oom_kill{${host}}[$__rate_interval])`, legend: 'killed' }],
			unit: 'count',
		}),
	],
};
