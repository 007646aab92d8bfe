import { filterFields } from './containers/filter.ts';
import { filterPrompt, searchPrompt, timePrompt } from './logs/log-prompts.ts';
import type { Change, Model } from './model.ts';
import { goToTyped } from './time/travel.ts';

/** A line being typed: what for, and the text so far. */
export type Prompt = { readonly purpose: PromptPurpose; readonly text: string };

/** What a line is typed for. */
export type PromptKind = {
	/** Stands before the text. */
	readonly label: string;
	/** Stands in the place of the text until there is one: how it is written. */
	readonly hint?: string;
	/** After each key. */
	typed(model: Model, text: string): Change;
	/** On Enter; a sentence where the text makes no sense, and then it is typed on; `told` where there is nothing to do. */
	kept(model: Model, text: string): Change | string | { readonly told: string };
	/** On Esc. */
	dropped(model: Model): Change;
};

const containerFilter: PromptKind = {
	label: 'Filter',
	hint: `words, !without, ${filterFields.map(field => `${field}:`).join(' ')}`,
	typed: (_, filter) => ({ state: { filter, scroll: 0 } }),
	kept: () => ({}),
	dropped: () => ({ state: { filter: '' } }),
};

const travelPrompt: PromptKind = {
	label: 'Time',
	typed: () => ({}),
	kept: goToTyped,
	dropped: () => ({}),
};

/** Everything that a line is typed for. */
export const prompts = {
	filter: containerFilter,
	'log-search': searchPrompt,
	'log-filter': filterPrompt,
	'log-time': timePrompt,
	time: travelPrompt,
} as const satisfies Record<string, PromptKind>;

export type PromptPurpose = 'filter' | 'time' | 'log-search' | 'log-filter' | 'log-time';

export const longestText = 200;
