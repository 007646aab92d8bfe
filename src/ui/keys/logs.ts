import type { Binding } from './binding.ts';

/** The keys of the log on its full screen. */
export const logKeys = [
	{ keys: ['/'], does: 'search-log', says: 'search', in: 'logs', hint: 2 },
	{ keys: ['n'], does: 'older-match', says: 'older match', in: 'logs' },
	{ keys: ['N'], does: 'newer-match', says: 'newer match', in: 'logs' },
	{ keys: ['&'], does: 'filter-log', says: 'filter', in: 'logs', hint: 3 },
	{ keys: ['v'], does: 'log-level', says: 'level', in: 'logs', hint: 4 },
	{ keys: ['f'], does: 'follow-log', says: 'follow', in: 'logs', hint: 5 },
	{ keys: ['t'], does: 'log-stamps', says: 'timestamps', in: 'logs', hint: 6 },
	{ keys: ['w'], does: 'wrap-log', says: 'wrap', in: 'logs', hint: 7 },
	{ keys: ['0'], does: 'log-tail', says: 'the end of the whole log', in: 'logs' },
	{ keys: ['1'], does: 'log-head', says: 'its beginning', in: 'logs' },
	{ keys: ['2', '3', '4', '5', '6'], does: 'log-since', says: 'last 1 5 15 30 60 min', in: 'logs' },
	{ keys: ['T'], does: 'log-time', says: 'time', in: 'logs', hint: 8 },
	{ keys: ['P'], does: 'previous-run', says: 'the run before', in: 'logs' },
	{ keys: ['L'], does: 'stack-logs', says: 'merged', in: 'logs', hint: 9 },
	{ keys: ['enter'], does: 'unfold-line', says: 'open or fold a line of JSON', in: 'logs' },
	{ keys: ['space'], does: 'mark-line', says: 'mark a line', in: 'logs' },
	{ keys: ['y'], does: 'copy-lines', says: 'copy', in: 'logs', hint: 10 },
	{ keys: ['ctrl+s'], does: 'save-log', says: 'save', in: 'logs', hint: 11 },
	{ keys: ['esc'], does: 'log-back', says: 'stop, clear, back', in: 'logs' },
] as const satisfies readonly Binding[];
