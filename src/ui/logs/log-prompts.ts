import type { Change, Model } from '../model.ts';
import type { PromptKind } from '../prompts.ts';
import { type LogState, readFrom } from './log-state.ts';
import { parseMoment } from './log-time.ts';
import { mistakeIn } from './pattern.ts';
import { readAgain } from './read-again.ts';
import { searchOn } from './searching.ts';

const changed = ({ state }: Model, log: Partial<LogState>): Change => ({ state: { log: { ...state.log, ...log } } });

/** What is looked for is shown while it is typed; Enter goes to the nearest match. */
export const searchPrompt: PromptKind = {
	label: 'Search (words, or /regex/)',
	typed: (model, search) => changed(model, { search }),
	kept(model, search) {
		if (search.trim() === '') return changed(model, { search: '' });
		const mistake = mistakeIn(search);
		if (mistake !== undefined) return mistake;
		const found = searchOn(model, 'older', true);
		return typeof found === 'string' ? { told: found } : found;
	},
	dropped: model => changed(model, { search: '' }),
};

/** What is held is filtered while it is typed; Enter reads the engine's whole log with it. */
export const filterPrompt: PromptKind = {
	label: 'Only lines with (words, /regex/, ! without)',
	typed: (model, filter) => changed(model, { filter, isTypingFilter: true }),
	kept: (model, filter) =>
		mistakeIn(filter) ?? { state: { log: readAgain(model, { filter: filter.trim(), isTypingFilter: false }) } },
	dropped: model => ({ state: { log: readAgain(model, { filter: '', isTypingFilter: false }) } }),
};

export const timePrompt: PromptKind = {
	label: 'Go to (03:12, -2h, 2026-11-20 14:00)',
	typed: () => ({}),
	kept(model, text) {
		const at = parseMoment(text, model.clock.wall);
		if (at === undefined) return 'That is no time: write it like 03:12, -2h or 2026-11-20 14:00.';
		return { state: { log: { ...readFrom(model.state.log, { kind: 'from', at }), minutes: undefined } } };
	},
	dropped: () => ({}),
};
