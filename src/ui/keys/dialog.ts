import type { Binding } from './binding.ts';

/** The keys of what is shown above the screen. */
export const dialogKeys = [
	{ keys: ['esc', 'q', 'enter', '?', 'f1', 'o'], does: 'close', says: 'close', in: 'dialog' },
	{ keys: ['up', 'k'], does: 'host-up', says: 'up', in: 'hosts' },
	{ keys: ['down', 'j'], does: 'host-down', says: 'down', in: 'hosts' },
	{ keys: ['enter'], does: 'pick-host', says: 'pick', in: 'hosts' },
	{ keys: ['esc', 'q', 'i'], does: 'close', says: 'close', in: 'hosts' },
] as const satisfies readonly Binding[];
