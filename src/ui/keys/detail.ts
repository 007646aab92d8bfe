import type { Binding } from './binding.ts';

/** The keys of the details of one container, before those of the containers. */
export const detailKeys = [
	{ keys: ['tab'], does: 'next-tab', says: 'next tab', in: 'detail', hint: 3 },
	{ keys: ['shift+tab'], does: 'previous-tab', says: 'previous tab', in: 'detail' },
	{ keys: ['1', '2', '3', '4', '5', '6', '7', '8'], does: 'go-to-tab', says: 'tab by number', in: 'detail' },
	{ keys: ['enter', 'f'], does: 'leave-detail', says: 'back', in: 'detail' },
] as const satisfies readonly Binding[];
