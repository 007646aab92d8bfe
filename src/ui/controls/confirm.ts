import type { Container, ContainerAction } from '../../engine/container.ts';
import { armed, ask } from '../asking.ts';
import type { Handlers } from '../keys/binding.ts';
import type { confirmKeys } from '../keys/confirm.ts';
import type { Context } from './context.ts';

/** Asks whether to do it to this container; the question counts only once it has been seen. */
export const question = async (context: Context, action: ContainerAction, container: Container): Promise<void> => {
	const { effects, model, set, open } = context;
	open(ask(action, container));
	await effects.drawn();
	set({ dialog: armed(model().state.dialog, container.id, effects.now()) });
};

export const confirmHandlers = ({ effects, model, set }: Context): Handlers<typeof confirmKeys> => {
	const asked = () => {
		const { dialog } = model().state;
		return dialog?.kind === 'confirm' ? dialog : undefined;
	};
	const answer = (isYes: boolean) => {
		const dialog = asked();
		if (!dialog || effects.now() < dialog.question.armedAt) return;
		set({ dialog: undefined });
		if (isYes) effects.act(dialog.question.action, dialog.question.id);
	};
	return {
		confirm: () => answer(true),
		cancel: () => set({ dialog: undefined }),
		'other-button': () => {
			const dialog = asked();
			if (!dialog) return;
			const button = dialog.question.button === 'cancel' ? 'confirm' : 'cancel';
			set({ dialog: { ...dialog, question: { ...dialog.question, button } } });
		},
		'press-button': () => answer(asked()?.question.button === 'confirm'),
	};
};
