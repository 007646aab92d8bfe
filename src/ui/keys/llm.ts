import type { Binding } from './binding.ts';

/** The keys of the models. */
export const llmKeys = [
	{ keys: ['enter', '.'], does: 'show-model-actions', says: 'actions', in: 'llm', hint: 3 },
	{ keys: ['m'], does: 'compare-models', says: 'compare, or charts', in: 'llm', hint: 4 },
] as const satisfies readonly Binding[];
