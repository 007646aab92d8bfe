import type { Binding } from './binding.ts';

/** The keys of a question, and of one that wants a name typed, where every other key is a part of it. */
export const confirmKeys = [
	{ keys: ['y'], does: 'confirm', says: 'yes', in: 'confirm', changes: true },
	{ keys: ['n', 'esc', 'q'], does: 'cancel', says: 'cancel', in: 'confirm' },
	{ keys: ['left', 'right', 'tab', 'shift+tab'], does: 'other-button', says: 'other button', in: 'confirm' },
	{ keys: ['enter'], does: 'press-button', says: 'press the button', in: 'confirm', changes: true },
	{ keys: ['enter'], does: 'press-typed', says: 'do it, once the name is typed', in: 'confirm-name', changes: true },
	{ keys: ['esc', 'ctrl+c'], does: 'cancel', says: 'cancel', in: 'confirm-name' },
] as const satisfies readonly Binding[];
