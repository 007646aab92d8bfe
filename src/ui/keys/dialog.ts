import type { Binding } from './binding.ts';

/** The keys of what is shown above the screen. */
export const dialogKeys = [
	{ keys: ['esc', 'q', 'enter', '?', 'f1', 'o'], does: 'close', says: 'close', in: 'dialog' },
	{ keys: ['up', 'k'], does: 'help-up', says: 'up', in: 'help' },
	{ keys: ['down', 'j'], does: 'help-down', says: 'down', in: 'help' },
	{ keys: ['pgup'], does: 'help-page-up', says: 'page up', in: 'help' },
	{ keys: ['pgdn', 'space'], does: 'help-page-down', says: 'page down', in: 'help' },
	{ keys: ['up', 'k'], does: 'menu-up', says: 'up', in: 'menu' },
	{ keys: ['down', 'j'], does: 'menu-down', says: 'down', in: 'menu' },
	{ keys: ['enter', 'space'], does: 'menu-pick', says: 'pick', in: 'menu' },
	{ keys: ['esc', 'q', '.', 'c', 'i'], does: 'close', says: 'close', in: 'menu' },
] as const satisfies readonly Binding[];
