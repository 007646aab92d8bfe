import { expect, test } from 'vitest';
import { createOpenUrl } from '../../../src/commands/top/open-url.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeModel } from '../../support/made-model.ts';

const shown = async (url: string, machine: string | undefined, env = {}) => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }), change);
	const copied: string[] = [];
	const screen = { copy: (text: string) => copied.push(text) > 0 };
	await createOpenUrl({ env, store, screen, now: () => 0 })(url, 'web', machine);
	const { dialog } = store.get().state;
	return { copied, lines: dialog?.kind === 'message' ? dialog.lines : [] };
};

test('a port that only the engine’s own machine reaches is not opened here, but told how to reach', async () => {
	const { copied, lines } = await shown('http://127.0.0.1:8080', 'gpu-box', { DISPLAY: ':0' });
	expect(copied).toEqual(['http://127.0.0.1:8080']);
	expect(lines).toEqual([
		'Its engine is on another machine.',
		'The address was sent to your clipboard.',
		'',
		'web listens on gpu-box only. First run',
		'ssh -N -L 8080:127.0.0.1:8080 gpu-box',
	]);
});

test('a port of another machine that is open to all needs no tunnel', async () => {
	expect((await shown('http://gpu-box:8080', 'gpu-box')).lines).toEqual([
		'There is no browser here: open the address in your own.',
		'The address was sent to your clipboard.',
	]);
});
