import { afterEach, expect, test } from 'vitest';
import { madeModel } from '../support/made-model.ts';
import { type Mounted, mount } from '../support/mounted.tsx';

let mounted: Mounted | undefined;

afterEach(() => {
	mounted?.unmount();
	mounted = undefined;
});

const show = async (change = {}): Promise<Mounted> => {
	mounted = await mount(madeModel({ columns: 120, rows: 40 }, change));
	return mounted;
};

const ctrlS = '\u0013';

test('Ctrl-S saves the screen, and on the full screen of the log the log', async () => {
	const { effects, store, type } = await show({ state: { focus: 'cpu' } });
	await type(ctrlS);
	expect(effects).toEqual(['save the screen']);
	store.dispatch({ state: { focus: 'logs', full: 'logs' } });
	await type(ctrlS);
	expect(effects[1]).toMatch(/^save merged-\d{8}-\d{6}: /);
});

test('y copies what a panel shows, without its border', async () => {
	const { effects, type } = await show({ state: { focus: 'memory' } });
	await type('y');
	expect(effects[0]).toMatch(/^copy /);
	expect(effects[0]).toMatch(/swap/);
	expect(effects[0]).not.toMatch(/[╭╮╰\u001b]{2}|^│ /m);
});
