import type { Binding } from './binding.ts';

/** The keys of the alerts. */
export const alertKeys = [
	{ keys: ['enter'], does: 'go-to-subject', says: 'go to what it is about', in: 'alerts', hint: 2 },
] as const satisfies readonly Binding[];
