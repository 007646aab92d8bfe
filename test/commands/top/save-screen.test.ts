import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSaveScreen } from '../../../src/commands/top/save-screen.ts';
import { AixclError } from '../../../src/errors.ts';
import type { MetricId } from '../../../src/metrics/catalogue/catalogue.ts';
import { charts } from '../../../src/metrics/charts.ts';
import type { Window } from '../../../src/metrics/history.ts';
import type { RangeOptions } from '../../../src/sources/source.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainers, madeHistory, madeModel, moment } from '../../support/made-model.ts';

let home = '';

beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'aixcl-save-'));
});

afterEach(async () => {
	await rm(home, { recursive: true });
});

const folder = () => join(home, '.local', 'state', 'aixcl', 'saved');

const ready = (state: Change['state'] = {}) => {
	const store = createStore<Model, Change>(madeModel({ columns: 120, rows: 40 }, { state }), change);
	const range = vi.fn(
		async (_ids: readonly MetricId[], _window: Window, _signal: AbortSignal, _options?: RangeOptions) => madeHistory,
	);
	const screen = { text: () => 'what is shown', svg: () => '<svg/>' };
	const save = createSaveScreen({ store, env: { HOME: home }, screen, source: { range, skew: 0 }, now: () => 0 });
	return { store, range, save, says: () => store.get().state.notice };
};

test('the screen is saved as text and as a picture, with the series of the panel, for its owner only', async () => {
	const { save, range, says } = ready({ focus: 'cpu' });
	await save();
	const name = 'aixcl-cpu-20261123-140231';
	expect((await readdir(folder())).toSorted()).toEqual([`${name}.csv`, `${name}.svg`, `${name}.txt`]);
	expect(says()).toMatchObject({ kind: 'good', text: `Saved ~/.local/state/aixcl/saved/${name}.txt .svg .csv` });
	for (const ending of ['csv', 'svg', 'txt'])
		expect((await stat(join(folder(), `${name}.${ending}`))).mode & 0o777).toBe(0o600);
	expect(await readFile(join(folder(), `${name}.txt`), 'utf8')).toBe('what is shown\n');
	const [head, first] = (await readFile(join(folder(), `${name}.csv`), 'utf8')).split('\r\n');
	expect(head).toBe('time,host.cpu.ratio{},host.memory.used_bytes{}');
	expect(first).toMatch(/^2026-11-23T13:02:31\.000Z,0\.35,$/);
	expect(range.mock.calls[0]![0]).toBe(charts.cpu);
});

test('nothing is ever written over', async () => {
	const { save, says } = ready({ focus: 'logs' });
	await save();
	await save();
	expect(await readdir(folder())).toHaveLength(4);
	expect(says()?.text).toMatch(/aixcl-logs-20261123-140231-2\.txt \.svg$/);
});

test('the series are those of the time that is shown, and of one container in its details', async () => {
	const at = moment - 40 * 86_400_000;
	const { id } = madeContainers[0]!;
	const { save, range } = ready({ at, window: '24h', focus: 'detail', detail: { id, tab: 'charts', scroll: 0 } });
	await save();
	const [ids, { end, span }, , options] = range.mock.calls[0]!;
	expect([ids, span, options]).toEqual([charts.containers, 86_400_000, { containers: [id] }]);
	expect(end - span < at && at < end).toBe(true);
	expect((await readdir(folder()))[0]).toContain('aixcl-detail-20261014-140231');
});

test('without the series the screen is saved all the same, and what is missing is said', async () => {
	const { save, range, says } = ready({ focus: 'postgres' });
	range.mockRejectedValueOnce(new AixclError('It refused', { code: 'prometheus' }));
	await save();
	expect(await readdir(folder())).toHaveLength(2);
	expect(says()?.kind).toBe('bad');
	expect(says()?.text).toMatch(/\.txt \.svg Its series could not be read: It refused\.$/);
});
