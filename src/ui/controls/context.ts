import type { ContainerAction } from '../../engine/container.ts';
import type { Store } from '../../store/store.ts';
import type { Change, Model } from '../model.ts';
import type { PromptPurpose } from '../prompts.ts';
import type { Dialog, Notice } from '../state.ts';

/** What keys can cause outside the screen. */
export type Effects = {
	quit(): void;
	suspend(): void;
	repaint(): void;
	/** Does it to the container of this ID and tells the outcome by notices. */
	act(action: ContainerAction, id: string): void;
	openGrafana(): void;
	/** Into the clipboard of the person's terminal; false when it is too long for that. */
	copy(text: string): boolean;
	/** Into a new file with this beginning of a name; the outcome is told by a notice. */
	save(name: string, text: string): void;
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
