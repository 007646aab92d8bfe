import { expect, it } from 'vitest';
import { findingOf } from './find.ts';
import { promises, type Suite } from './suite.ts';
import { allRows, rowOf, rowsIn, tableOf } from './table.ts';

const suite = (name: string): Suite => ({
	...{ name, promise: 'never dies', title: 'lives | on', how: 'by faults', unit: 'faults', full: 6000, short: 10 },
	run: async count => ({ count, failures: 0, detail: '' }),
});

const outcome = { count: 10, failures: 0, detail: '' };

it('fails what failed, and what tried less than was asked', () => {
	expect(findingOf(outcome, 10)).toEqual({ count: 10, isGood: true, result: '✓ 0 failures' });
	expect(findingOf({ ...outcome, failures: 1, detail: 'x' }, 10)).toMatchObject({
		isGood: false,
		result: '✗ 1 failures; x',
	});
	expect(findingOf(outcome, 11)).toMatchObject({ isGood: false });
	expect(findingOf({ ...outcome, short: 'no digests.' }, 10).result).toBe(
		'✓ 0 failures. Short of the promise: no digests.',
	);
});

it('tells how much of the full form was run, keeps other rows, and says what nobody measured', () => {
	const [first, second, third] = [suite('first'), suite('second'), suite('third')];
	const old = rowOf(first, findingOf(outcome, 10), 'v1', '2026-11-01');
	const before = rowsIn(tableOf([old]));
	const now = new Map([['second', rowOf(second, findingOf({ ...outcome, count: 6000 }, 10), 'v2', '2026-11-02')]]);
	const rows = allRows([first, second, third], now, before);
	expect(rows.filter(row => row[0] === 'never dies').map(row => row.slice(1))).toEqual([
		['`first`', 'lives \\| on', 'by faults', '10 of 6,000 faults', '✓ 0 failures', 'v1', '2026-11-01'],
		['`second`', 'lives \\| on', 'by faults', '6,000 faults', '✓ 0 failures', 'v2', '2026-11-02'],
		['`third`', 'lives \\| on', 'by faults', '–', 'not measured yet', '–', '–'],
	]);
	expect(rows.filter(row => row.includes('not measured yet'))).toHaveLength(promises.length);
});
