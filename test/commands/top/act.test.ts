import { expect, test } from 'vitest';
import { createAct } from '../../../src/commands/top/act.ts';
import { AixclError } from '../../../src/errors.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainers, madeModel } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

const { id } = madeContainers[2]!;

const ready = () => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }), change);
	const engine = objectEngine(madeContainers);
	let now = 0;
	let refreshes = 0;
	const act = createAct(
		store,
		async () => engine,
		() => void refreshes++,
		() => now,
	);
	const wait = (time: number) => {
		now += time;
	};
	return { store, engine, act, wait, refreshes: () => refreshes };
};

test('tells what it does, and that it was done, and in what time', async () => {
	const { store, engine, act, wait, refreshes } = ready();
	const done = act('restart', id);
	expect(store.get().state.notice?.text).toBe('restarting postgres …');
	expect(store.get().state.acting.get(id)).toBe('restart');
	await Promise.resolve();
	wait(1234);
	engine.settleAct();
	await done;
	expect(engine.acts).toEqual([`restart ${id}`]);
	expect(store.get().state.notice).toMatchObject({ text: 'postgres restarted in 1.2 s.', kind: 'good' });
	expect(store.get().state.acting.size).toBe(0);
	expect(refreshes()).toBe(1);
});

test('says what went wrong and what to do, and looks at the real state', async () => {
	const { store, engine, act, refreshes } = ready();
	const done = act('stop', id);
	await Promise.resolve();
	engine.settleAct(
		new AixclError('The engine did not answer in time, the outcome is unknown', {
			code: 'engine',
			hint: 'Look at its state.',
		}),
	);
	await done;
	expect(store.get().state.notice).toMatchObject({
		text: 'postgres not stopped: The engine did not answer in time, the outcome is unknown',
		kind: 'bad',
	});
	expect(store.get().state.dialog).toEqual({
		kind: 'message',
		title: 'postgres not stopped',
		lines: ['The engine did not answer in time, the outcome is unknown', '', 'Look at its state.'],
	});
	expect(store.get().state.acting.size).toBe(0);
	expect(refreshes()).toBe(1);
});
