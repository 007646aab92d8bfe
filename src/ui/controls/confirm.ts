import type { ContainerAction } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import { armed, ask, isTyped } from '../asking.ts';
import type { Handlers } from '../keys/binding.ts';
import type { confirmKeys } from '../keys/confirm.ts';
import type { Dialog, Question, Target } from '../state.ts';
import { isPast, pastRefusal } from '../time/travel.ts';
import type { Context } from './context.ts';

/** Opens a question, which counts only once it has been seen. */
export const openQuestion = ({ effects, model, set, open }: Context, dialog: Dialog): void => {
	open(dialog);
	if (dialog.kind !== 'confirm') return;
	const asked = dialog.question;
	void effects.drawn().then(() => set({ dialog: armed(model().state.dialog, asked, effects.now()) }));
};

/** Asks whether to do it to the containers of these IDs. */
export const askFor = (context: Context, action: ContainerAction, targets: readonly Target[], signal?: string) => {
	const { model, tell } = context;
	if (model().engine.isReadOnly) return tell('aixcl runs with --read-only: nothing is changed.', 'info');
	if (isPast(model())) return tell(pastRefusal, 'info');
	const all = lastValue(model().containers) ?? [];
	const containers = targets.flatMap(({ id }) => all.find(each => each.id === id) ?? []);
	const busy = containers.find(({ id }) => model().state.acting.has(id));
	if (busy) return tell(`${busy.name} is busy with the last action.`, 'info');
	if (containers.length === 0) return tell('What was to be changed is no longer there.', 'info');
	openQuestion(context, ask(model(), action, containers, signal));
};

export const confirmHandlers = ({ effects, model, set, tell }: Context): Handlers<typeof confirmKeys> => {
	const asked = (): Question | undefined => {
		const { dialog } = model().state;
		return dialog?.kind === 'confirm' ? dialog.question : undefined;
	};
	const answer = (isYes: boolean) => {
		const question = asked();
		if (!question || effects.now() < question.armedAt) return;
		if (isYes && !isTyped(question)) return tell('What was typed is not the name.', 'info');
		if (!isYes) return set({ dialog: undefined });
		const done = new Set(question.targets.map(({ id }) => id));
		// A mark that the filter hides was not meant.
		set({ dialog: undefined, marked: new Set([...model().state.marked].filter(id => !done.has(id))) });
		effects.act(question);
	};
	const turn = () => {
		const question = asked();
		if (!question) return;
		const button = question.button === 'cancel' ? 'confirm' : 'cancel';
		set({ dialog: { kind: 'confirm', question: { ...question, button } } });
	};
	return {
		confirm: () => answer(true),
		cancel: () => set({ dialog: undefined }),
		'other-button': turn,
		'press-button': () => answer(asked()?.button === 'confirm'),
		'press-typed': () => answer(true),
	};
};

/** Takes a sign into the word that the question wants typed; keys from before it was seen do not count here either. */
export const typeWord = ({ effects, model, set }: Context, change: (word: string) => string): void => {
	const { dialog } = model().state;
	if (dialog?.kind !== 'confirm' || dialog.question.typed === undefined) return;
	if (effects.now() < dialog.question.armedAt) return;
	const typed = change(dialog.question.typed).slice(0, 300);
	set({ dialog: { kind: 'confirm', question: { ...dialog.question, typed } } });
};
