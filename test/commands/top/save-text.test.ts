import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSave } from '../../../src/commands/top/save-text.ts';
import { createStore } from '../../../src/store/store.ts';
import { literal } from '../../../src/text/clean.ts';
import { savedLog } from '../../../src/ui/logs/export.ts';
import { type LogView, noLog } from '../../../src/ui/logs/held-line.ts';
import { initialLogState, type LogState } from '../../../src/ui/logs/log-state.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { heldLines } from '../../support/held-lines.ts';
import { madeModel } from '../../support/made-model.ts';

let home = '';

beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'aixcl-save-'));
});

afterEach(async () => {
	await rm(home, { recursive: true });
});

const saved = async (view: Partial<LogView>, log: Partial<LogState> = {}) => {
	const logs = { ...noLog, name: literal('ollama'), lines: heldLines(['one', 'two', 'three']), isWhole: true, ...view };
	const state = { log: { ...initialLogState, ...log } };
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, { logs, state }), change);
	await createSave(store, { HOME: home }, () => 0)(savedLog(store.get()));
	return store.get().state.notice;
};

const path = '~/.local/state/aixcl/saved/ollama-20261123-140231';

test('what is saved is told with the number of its lines, and is for its owner only', async () => {
	expect(await saved({})).toMatchObject({ kind: 'good', text: `Saved 3 lines to ${path}.log` });
	const file = `${path.replace('~', home)}.log`;
	expect(await readFile(file, 'utf8')).toBe('one\ntwo\nthree\n');
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	expect(await saved({}, { filter: 'two' })).toMatchObject({ text: `Saved 1 line to ${path}-2.log` });
});

test('what is not in it is told', async () => {
	expect((await saved({ isWhole: false }))?.text).toBe(`Saved 3 lines to ${path}.log; older ones are not read`);
	expect((await saved({ isWhole: false, isCurrent: false }))?.text).toMatch(/; older and newer ones are not read$/);
});

test('what merged logs are saved as', async () => {
	const target = { project: 'my shop' };
	expect((await saved({ name: undefined }, { target }))?.text).toContain('saved/my_shop-2026');
});
