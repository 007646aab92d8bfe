import { expect, test } from 'vitest';
import { createStore, select } from '../../src/store/store.ts';

type Pair = { readonly left: number; readonly right: number };

const pair = () =>
	createStore<Pair, Partial<Pair>>({ left: 0, right: 0 }, (state, change) => ({ ...state, ...change }));

test('tells each listener of each change until it leaves', () => {
	const store = pair();
	const heard: number[] = [];
	const leave = store.subscribe(() => heard.push(store.get().left));
	store.dispatch({ left: 1 });
	store.dispatch({ left: 2 });
	leave();
	store.dispatch({ left: 3 });
	expect(heard).toEqual([1, 2]);
});

test('an update that changes nothing is not told', () => {
	const store = createStore(1, (state: number) => state);
	let count = 0;
	store.subscribe(() => count++);
	store.dispatch(undefined as never);
	expect(count).toBe(0);
});

test('a selection hears only of its own parts', () => {
	const store = pair();
	let count = 0;
	select(store, ({ left }) => [left]).subscribe(() => count++);
	store.dispatch({ right: 1 });
	expect(count).toBe(0);
	store.dispatch({ left: 1 });
	expect(count).toBe(1);
});
