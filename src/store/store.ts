/** State with one pure way to change it, and listeners that hear of every change. */
export type Store<State, Action> = {
	get(): State;
	dispatch(action: Action): void;
	subscribe(listener: () => void): () => void;
};

export const createStore = <State, Action>(
	initial: State,
	update: (state: State, action: Action) => State,
): Store<State, Action> => {
	const listeners = new Set<() => void>();
	let state = initial;
	return {
		get: () => state,
		dispatch(action) {
			const next = update(state, action);
			if (next === state) return;
			state = next;
			for (const listener of listeners) listener();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
};

/** Hears only of the changes in which one of the chosen parts became another one. */
export const select = <State>(
	store: Pick<Store<State, never>, 'get' | 'subscribe'>,
	parts: (state: State) => readonly unknown[],
): { subscribe(changed: () => void): () => void } => ({
	subscribe(changed) {
		let last = parts(store.get());
		return store.subscribe(() => {
			const next = parts(store.get());
			const isSame = next.length === last.length && next.every((part, index) => Object.is(part, last[index]));
			last = next;
			if (!isSame) changed();
		});
	},
});
