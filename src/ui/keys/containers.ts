import type { Binding } from './binding.ts';

/** The keys of the containers table and of the log of the selected one. */
export const containerKeys = [
	{ keys: ['r'], does: 'restart', says: 'restart', in: 'containers', hint: 3, changes: true },
	{ keys: ['S'], does: 'start-or-stop', says: 'start/stop', in: 'containers', hint: 4, changes: true },
	{ keys: ['l'], does: 'show-logs', says: 'logs', in: 'containers', hint: 5 },
	{ keys: ['L'], does: 'merge-logs', says: 'the stack’s logs', in: 'containers' },
	{ keys: ['s'], does: 'sort', says: 'sort by the next column', in: 'containers' },
	{ keys: ['a'], does: 'toggle-all', says: 'all, or without those that ended well', in: 'containers' },
] as const satisfies readonly Binding[];
