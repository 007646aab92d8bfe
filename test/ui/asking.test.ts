import { expect, test } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { createController } from '../../src/ui/controller.ts';
import { type Change, change, type Model } from '../../src/ui/model.ts';
import { madeContainers, madeModel } from '../support/made-model.ts';
import { noEffects } from '../support/no-effects.ts';

const postgres = madeContainers[2]!;

test('the frame of a question that was closed does not make the next one about the same container count', async () => {
	const store = createStore<Model, Change>(
		madeModel({ columns: 120, rows: 40 }, { state: { selected: postgres.id } }),
		change,
	);
	const frames: (() => void)[] = [];
	const acts: string[] = [];
	let now = 0;
	const keys = createController(store, {
		...noEffects,
		act: ({ action }) => void acts.push(action),
		drawn: () => new Promise(resolve => frames.push(resolve)),
		now: () => now,
	});
	keys.press('r', 'r');
	keys.press('n', 'n');
	keys.press('S', 'S');
	frames[0]!();
	await Promise.resolve();
	now = 1000;
	keys.press('y', 'y');
	expect(acts).toEqual([]);
	frames[1]!();
	await Promise.resolve();
	now = 2000;
	keys.press('y', 'y');
	expect(acts).toEqual(['stop']);
});
