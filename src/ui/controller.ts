import type { Store } from '../store/store.ts';
import { changeHandlers } from './controls/changes.ts';
import { confirmHandlers, typeWord } from './controls/confirm.ts';
import { containerHandlers } from './controls/containers.ts';
import { createContext, type Effects } from './controls/context.ts';
import { detailHandlers } from './controls/detail.ts';
import { dialogHandlers } from './controls/dialog.ts';
import { everywhereHandlers } from './controls/everywhere.ts';
import { llmHandlers } from './controls/llm.ts';
import { logHandlers } from './controls/logs.ts';
import { pickByKey } from './controls/menu.ts';
import { erase, promptHandlers, type } from './controls/prompt.ts';
import { goToSubject } from './going.ts';
import { bindingOf, type Does } from './keymap.ts';
import type { Change, Model } from './model.ts';
import { activeScopes } from './scopes.ts';

export type { Effects } from './controls/context.ts';

export type Controller = {
	/** One key by its name, and what the terminal sent for it. */
	press(name: string, sequence: string): void;
	paste(text: string): void;
};

const isText = (sequence: string): boolean => /^[^\u0000-\u001f\u007f-\u009f]+$/u.test(sequence);

export const createController = (store: Store<Model, Change>, effects: Effects): Controller => {
	const context = createContext(store, effects);
	const { model, dispatch } = context;
	const handlers: Readonly<Record<Does, (key: string) => void>> = {
		...everywhereHandlers(context),
		...containerHandlers(context),
		...detailHandlers(context),
		...logHandlers(context),
		...changeHandlers(context),
		...llmHandlers(context),
		...promptHandlers(context),
		...confirmHandlers(context),
		...dialogHandlers(context),
		'go-to-subject': () => dispatch(goToSubject(model())),
	};
	const typed = (name: string, sequence: string) => {
		const isErased = name === 'backspace';
		if (!isErased && !isText(sequence)) return;
		if (model().state.dialog) typeWord(context, word => (isErased ? word.slice(0, -1) : word + sequence));
		else if (isErased) erase(context);
		else type(context, sequence);
	};
	return {
		press(name, sequence) {
			if (pickByKey(context, name)) return;
			const binding = bindingOf(name, activeScopes(model()));
			if (binding) handlers[binding.does](name);
			else if (name === 'ctrl+c') effects.quit();
			else typed(name, sequence);
		},
		paste(text) {
			// Pasted text is never a command; only a line that is being typed takes it.
			if (!model().state.dialog) type(context, text.trim());
		},
	};
};
