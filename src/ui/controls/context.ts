import type { Store } from '../../store/store.ts';
import type { Saving } from '../logs/export.ts';
import type { Change, Model } from '../model.ts';
import type { PromptPurpose } from '../prompts.ts';
import type { Dialog, Notice, Question, Target } from '../state.ts';

/** What keys can cause outside the screen. */
export type Effects = {
	quit(): void;
	suspend(): void;
	repaint(): void;
	/** Does what was asked to the containers of these IDs, and tells what becomes of them. */
	act(question: Pick<Question, 'action' | 'signal' | 'targets'>): void;
	openGrafana(): void;
	/** Opens an address in a browser, or shows how to reach it; an address of loopback is that of the machine, where one is named. */
	openUrl(url: string, title: string, machine?: string): void;
	/** Sends a text to the clipboard of the person's terminal; false where it is too long. */
	copy(text: string): boolean;
	/** Hands the terminal to a shell in the container until that ends. */
	shell(target: Target): void;
	/** Into a new file with this beginning of a name; the outcome is told by a notice. */
	save(saving: Saving): void;
	/** Saves the whole screen, and the numbers behind the panel that has the focus; the outcome is told by a notice. */
	saveScreen(): void;
	/** Resolves when the frame now due has reached the terminal. */
	drawn(): Promise<void>;
	/** Milliseconds of a monotonic clock. */
	now(): number;
};

/** What the handlers of keys work with. */
export type Context = {
	readonly effects: Effects;
	model(): Model;
	dispatch(change: Change): void;
	set(state: NonNullable<Change['state']>): void;
	/** Says something in the footer for a few seconds. */
	tell(text: string, kind: Notice['kind']): void;
	open(dialog: Dialog): void;
	/** Lets a line be typed, from this text on. */
	prompt(purpose: PromptPurpose, text: string): void;
};

const noticeFor = 4000;

export const createContext = (store: Store<Model, Change>, effects: Effects): Context => {
	const set: Context['set'] = state => store.dispatch({ state });
	return {
		effects,
		set,
		model: store.get,
		dispatch: store.dispatch,
		tell: (text, kind) => set({ notice: { text, kind, until: effects.now() + noticeFor } }),
		open: dialog => set({ dialog, notice: undefined }),
		prompt: (purpose, text) => set({ prompt: { purpose, text }, notice: undefined }),
	};
};
