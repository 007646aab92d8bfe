import type { Binding } from './binding.ts';

/** The keys of the containers table, of the log of the selected one, and of its details. */
export const containerKeys = [
	{ keys: ['enter'], does: 'show-detail', says: 'details', in: 'containers', hint: 3 },
	{ keys: ['.'], does: 'show-actions', says: 'actions', in: 'containers', hint: 4 },
	{ keys: ['r'], does: 'restart', says: 'restart', in: 'containers', hint: 5, changes: true },
	{ keys: ['S'], does: 'start-or-stop', says: 'start/stop', in: 'containers', hint: 6, changes: true },
	{ keys: ['l'], does: 'show-logs', says: 'logs', in: 'containers', hint: 5 },
	{ keys: ['L'], does: 'merge-logs', says: 'the project’s logs, or those marked', in: 'containers' },
	{ keys: ['e'], does: 'open-shell', says: 'shell', in: 'containers', changes: true },
	{ keys: ['space'], does: 'mark', says: 'mark, to act on several', in: 'containers' },
	{ keys: ['s'], does: 'sort', says: 'sort by the next column', in: 'containers' },
	{ keys: ['a'], does: 'toggle-all', says: 'all, or without those that ended well', in: 'containers' },
	{ keys: ['c'], does: 'choose-columns', says: 'columns', in: 'containers' },
] as const satisfies readonly Binding[];
