import type { Binding } from './binding.ts';

/** The keys while a line is typed; all others are its text. */
export const promptKeys = [
	{ keys: ['enter'], does: 'keep-text', says: 'keep', in: 'prompt', hint: 1 },
	{ keys: ['esc', 'ctrl+c'], does: 'drop-text', says: 'clear', in: 'prompt', hint: 2 },
] as const satisfies readonly Binding[];
