import type { Binding } from './binding.ts';

/** The keys of what changed. */
export const changeKeys = [
	{ keys: ['enter'], does: 'go-to-change', says: 'go to what it is about', in: 'changes', hint: 2 },
	{ keys: ['ctrl+l'], does: 'compare-again', says: 'compare again', in: 'changes', hint: 3 },
	{ keys: ['y'], does: 'copy-changes', says: 'copy', in: 'changes', hint: 4 },
	{ keys: ['d'], does: 'leave-changes', says: 'back', in: 'changes', hint: 98 },
] as const satisfies readonly Binding[];
