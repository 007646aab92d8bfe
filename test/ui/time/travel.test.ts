import { expect, test } from 'vitest';
import { succeed } from '../../../src/store/remote.ts';
import { change } from '../../../src/ui/model.ts';
import { chartedWindow, goToTyped, moveCursor } from '../../../src/ui/time/travel.ts';
import { madeModel, moment } from '../../support/made-model.ts';

const size = { columns: 120, rows: 40 };
const step = 30_000;
const history = succeed({ start: moment - 3_600_000, step, via: 'recorded' as const, series: {} }, 0);
const live = madeModel(size, { history });

test('the cursor steps from the last whole point back, and after the last point it is live again', () => {
	const first = change(live, moveCursor(live, -1));
	expect(first.state.at).toBe(Math.floor(moment / step) * step - step);
	const back = change(first, moveCursor(first, -10));
	expect(back.state.at).toBe(first.state.at! - 10 * step);
	expect(change(back, moveCursor(back, 10)).state.at).toBe(first.state.at);
	expect(change(first, moveCursor(first, 2)).state.at).toBeUndefined();
});

test('it goes no further back than the numbers do', () => {
	const reach = moment - 100_000;
	const model = madeModel(size, { history, reach });
	expect(change(model, moveCursor(model, -10)).state.at).toBe(reach);
});

test('the log is read up to the cursor, and follows again when it is live', () => {
	const past = change(live, moveCursor(live, -1));
	expect(past.state.log.goal).toEqual({ kind: 'before', at: past.state.at });
	expect(change(past, moveCursor(past, 5)).state.log.goal).toEqual({ kind: 'tail' });
});

test.each([
	['soup', 'That is no time. Type it like 03:12, -2h'],
	['2030-01-01', 'That time has not come yet.'],
	['2020-01-01', 'The numbers begin 2026-11-22'],
])('typed %j: %s', (text, sentence) => {
	expect(goToTyped(madeModel(size, { reach: moment - 86_400_000 }), text)).toContain(sentence);
});

test('a typed time is gone to', () => {
	expect(goToTyped(live, '-2h')).toMatchObject({ state: { at: moment - 7_200_000 } });
	expect(goToTyped(live, ' ')).toEqual({});
});

test('the charts stand still while the cursor walks, and hold it', () => {
	const at = moment - 5 * 86_400_000;
	const around = (shift: number) =>
		chartedWindow(madeModel(size, { state: { window: '24h', at: at + shift } }), moment);
	const { end, span } = around(0);
	expect(at).toBeGreaterThan(end - span);
	expect(at).toBeLessThan(end);
	expect(around(60_000).end).toBe(end);
	expect(chartedWindow(madeModel(size, { state: { window: '24h', at: moment - 3_600_000 } }), moment).end).toBe(moment);
});
