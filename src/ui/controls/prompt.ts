import type { Handlers } from '../keys/binding.ts';
import type { promptKeys } from '../keys/prompt.ts';
import { longestText, prompts } from '../prompts.ts';
import type { Context } from './context.ts';

const control = /[\u0000-\u001f\u007f-\u009f]+/gu;

export const promptHandlers = ({ model, dispatch, set, tell }: Context): Handlers<typeof promptKeys> => ({
	'keep-text': () => {
		const { prompt } = model().state;
		if (!prompt) return;
		const kept = prompts[prompt.purpose].kept(model(), prompt.text);
		if (typeof kept === 'string') return tell(kept, 'bad');
		set({ prompt: undefined, notice: undefined });
		if ('told' in kept) tell(kept.told, 'info');
		else dispatch(kept);
	},
	'drop-text': () => {
		const { prompt } = model().state;
		if (!prompt) return;
		set({ prompt: undefined, notice: undefined });
		dispatch(prompts[prompt.purpose].dropped(model()));
	},
});

/** Takes text, typed or pasted, into the line that is being typed; what no line can hold becomes a blank. */
export const type = ({ model, dispatch, set }: Context, text: string): void => {
	const { prompt } = model().state;
	if (!prompt) return;
	const next = (prompt.text + text.replace(control, ' ')).slice(0, longestText);
	set({ prompt: { ...prompt, text: next }, notice: undefined });
	dispatch(prompts[prompt.purpose].typed(model(), next));
};

/** Takes back the last sign that was typed. */
export const erase = ({ model, dispatch, set }: Context): void => {
	const { prompt } = model().state;
	if (!prompt) return;
	const next = [...prompt.text].slice(0, -1).join('');
	set({ prompt: { ...prompt, text: next }, notice: undefined });
	dispatch(prompts[prompt.purpose].typed(model(), next));
};
