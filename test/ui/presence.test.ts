import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/metrics/snapshot.ts';
import { fail, succeed } from '../../src/store/remote.ts';
import { literal } from '../../src/text/clean.ts';
import { screenLines } from '../../src/ui/draw-screen.ts';
import { change } from '../../src/ui/model.ts';
import { unpaint } from '../../src/ui/paint.ts';
import { madeModel, madeSnapshot, moment } from '../support/made-model.ts';

const size = { columns: 120, rows: 40 };
const reading = (value: number) => [{ labels: { uuid: literal('u'), index: literal('0') }, value, at: moment }];
const withGpu: Snapshot = {
	...madeSnapshot,
	readings: { ...madeSnapshot.readings, 'gpu.memory.used_bytes': reading(2 ** 30) },
};
const titles = (model: ReturnType<typeof madeModel>) => unpaint(screenLines(model).join('\n'));

test('a machine without a GPU or a model server has no panel of either', () => {
	const model = madeModel(size);
	expect(model.presence.panels).toEqual([]);
	expect(titles(model)).not.toMatch(/8 GPU|9 LLM/);
});

test('a panel comes with the first number of it, and stays when it is not measured for a while', () => {
	const model = madeModel(size, { snapshot: succeed(withGpu, 0) });
	expect(titles(model)).toContain('8 GPU');
	const failed = change(model, { snapshot: fail(model.snapshot, new Error('down'), 1, 2) });
	expect(failed.presence).toBe(model.presence);
	const missed = change(failed, { snapshot: succeed(madeSnapshot, 2) });
	expect(missed.presence).toBe(model.presence);
	expect(titles(missed)).toContain('no exporter of GPUs answers');
});

test('another host begins anew, and who looked at a panel it has not looks at the containers', () => {
	const model = madeModel(size, { snapshot: succeed(withGpu, 0), state: { focus: 'gpu', full: 'gpu' } });
	const other = { ...madeSnapshot, host: { instance: literal('other:9100'), name: literal('other') } };
	const { presence, state } = change(model, { snapshot: succeed(other, 1) });
	expect(presence.panels).toEqual([]);
	expect(state).toMatchObject({ focus: 'containers', full: undefined });
});
