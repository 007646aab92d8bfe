import { afterEach, expect, test } from 'vitest';
import { succeed } from '../../src/store/remote.ts';
import { literal } from '../../src/text/clean.ts';
import { logTargets } from '../../src/ui/logs/targets.ts';
import { madeContainer, madeModel } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const shop = { project: literal('shop') } as const;
const containers = [
	madeContainer(1, 'ollama'),
	madeContainer(2, 'postgres'),
	madeContainer(3, 'shop-web', shop),
	madeContainer(4, 'shop-db', shop),
	madeContainer(5, 'alone', { project: undefined, service: undefined }),
];
const idOf = (name: string) => containers.find(container => container.name === name)!.id;

const open = async (selected: string, marked: readonly string[] = [], all = containers) => {
	const state = { selected: idOf(selected), marked: new Set(marked.map(idOf)) };
	mounted = await mount(madeModel({ columns: 120, rows: 40 }, { containers: succeed(all, 0), state }));
	const { store, type } = mounted;
	const named = () => logTargets(store.get()).map(({ name }) => name);
	return { type, store, named, select: (name: string) => store.dispatch({ state: { selected: idOf(name) } }) };
};

test.each([
	['ollama', ['ollama', 'postgres']],
	['shop-web', ['shop-db', 'shop-web']],
	['alone', ['ollama', 'postgres']],
])("L at %s merges its project, aixcl's where it has none", async (selected, merged) => {
	const { type, named } = await open(selected);
	await type('L');
	expect(named()).toEqual(merged);
	await type('L');
	expect(named()).toEqual([selected]);
});

test('L at a row of another project merges that instead', async () => {
	const { type, named, select, store } = await open('ollama');
	await type('L');
	select('shop-db');
	expect(named()).toEqual(['ollama', 'postgres']);
	store.dispatch({ state: { focus: 'containers' } });
	await type('L');
	expect(named()).toEqual(['shop-db', 'shop-web']);
});

test('L merges the marked containers where there are some', async () => {
	const { type, named } = await open('ollama', ['shop-web', 'alone']);
	await type('L');
	expect(named()).toEqual(['alone', 'shop-web']);
	await type('L');
	expect(named()).toEqual(['ollama']);
});

test('where there is no project at all the selected container is alone', async () => {
	const { type, named } = await open('alone', [], containers.slice(4));
	await type('L');
	expect(named()).toEqual(['alone']);
});
