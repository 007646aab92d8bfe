import { changesText, goToChange } from '../changes.ts';
import { leaveFull } from '../focusing.ts';
import type { Handlers } from '../keys/binding.ts';
import type { changeKeys } from '../keys/changes.ts';
import type { Context } from './context.ts';
import { copyText } from './reaching.ts';

export const changeHandlers = (context: Context): Handlers<typeof changeKeys> => {
	const { effects, model, dispatch, set, tell } = context;
	return {
		'go-to-change': () => dispatch(goToChange(model())),
		'compare-again': () => {
			effects.repaint();
			set({ comparing: model().state.comparing + 1 });
		},
		'copy-changes': () => {
			const text = changesText(model());
			if (text === '') tell('There is no change to copy.', 'info');
			else copyText(context, text, 'the changes');
		},
		'leave-changes': () => dispatch(leaveFull(model())),
	};
};
