import { afterEach, expect, test } from 'vitest';
import { pinSelection } from '../../../src/commands/top/pin-selection.ts';
import { pruneMarks } from '../../../src/commands/top/prune-marks.ts';
import type { Container } from '../../../src/engine/container.ts';
import { pending, succeed } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { literal } from '../../../src/text/clean.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainer, madeContainers, madeModel, moment } from '../../support/made-model.ts';

const [ollama, webui, postgres] = madeContainers as [Container, Container, Container];
const anew = (more: Partial<Container> = {}): Container => ({ ...postgres, id: madeContainer(77, 'x').id, ...more });
const without = (...gone: readonly Container[]) => madeContainers.filter(each => !gone.includes(each));

let stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops) stop();
});

const ready = (state: Change['state'] = { selected: postgres.id }) => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, { state }), change);
	stops = [pinSelection(store), pruneMarks(store)];
	const list = (containers: readonly Container[]) => store.dispatch({ containers: succeed(containers, 0) });
	list(madeContainers);
	return { store, list, selected: () => store.get().state.selected, marked: () => [...store.get().state.marked] };
};

test('a selection on nothing goes to the first row, and stays there whatever the order', () => {
	const { store, selected } = ready({});
	expect(selected()).toBe(ollama.id);
	store.dispatch({ state: { sort: 'name' } });
	expect(selected()).toBe(ollama.id);
});

test('a renamed container keeps the selection', () => {
	const { list, selected } = ready();
	list(madeContainers.map(each => (each === postgres ? { ...each, name: literal('other') } : each)));
	expect(selected()).toBe(postgres.id);
});

test('from one that is made anew the selection goes to the new one of its name', () => {
	const { list, selected } = ready();
	list([...without(postgres), anew()]);
	expect(selected()).toBe(anew().id);
});

test('the new one of a service is known before compose has given it its name', () => {
	const { list, selected } = ready();
	const next = anew({ name: literal('0123_postgres'), createdAt: moment });
	list([...madeContainers, next]);
	expect(selected()).toBe(postgres.id);
	list([...without(postgres), next]);
	expect(selected()).toBe(next.id);
});

test('an older container of the same service is another one', () => {
	const { list, selected } = ready({ selected: webui.id });
	const older = { ...anew({ name: literal('webui-2'), createdAt: 1 }), service: webui.service };
	const newer = { ...webui, createdAt: moment };
	list([...without(webui), newer, older]);
	list([...without(webui), older]);
	expect(selected()).toBe(ollama.id);
});

test('one that comes a while after the old one has gone gets the selection, unless another row was chosen', () => {
	const { store, list, selected } = ready();
	list(without(postgres));
	expect(selected()).toBe(ollama.id);
	list([...without(postgres), anew()]);
	expect(selected()).toBe(anew().id);
	list(without(postgres));
	store.dispatch({ state: { selected: webui.id } });
	list([...without(postgres), { ...anew(), id: madeContainer(78, 'x').id }]);
	expect(selected()).toBe(webui.id);
});

test('nor does it when that takes long', () => {
	const { store, list, selected } = ready();
	list(without(postgres));
	store.dispatch({ clock: { wall: moment + 60_000, monotonic: 62_000 } });
	list([...without(postgres), anew()]);
	expect(selected()).toBe(ollama.id);
});

test('the marks of containers that are gone go with them, and no other one of the name gets them', () => {
	const { list, marked } = ready({ marked: new Set([webui.id, postgres.id]) });
	list([...without(postgres), anew()]);
	expect(marked()).toEqual([webui.id]);
});

test('marks outlast a list that is not there yet, and a time at which nothing ran', () => {
	const { store, marked } = ready({ marked: new Set([webui.id]) });
	store.dispatch({ containers: pending });
	expect(marked()).toEqual([webui.id]);
	store.dispatch({ containers: succeed(madeContainers, 0), state: { at: 1 } });
	expect(marked()).toEqual([webui.id]);
});
