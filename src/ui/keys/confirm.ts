import type { Binding } from './binding.ts';

/** The keys of a question. */
export const confirmKeys = [
	{ keys: ['y'], does: 'confirm', says: 'yes', in: 'confirm', changes: true },
	{ keys: ['n', 'esc', 'q'], does: 'cancel', says: 'cancel', in: 'confirm' },
	{ keys: ['left', 'right', 'tab', 'shift+tab'], does: 'other-button', says: 'other button', in: 'confirm' },
	{ keys: ['enter'], does: 'press-button', says: 'press the button', in: 'confirm', changes: true },
] as const satisfies readonly Binding[];
