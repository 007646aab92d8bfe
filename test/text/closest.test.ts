import { expect, test } from 'vitest';
import { closest } from '../../src/text/closest.ts';

const known = ['top', 'config', 'help', 'version', 'prometheus', 'read-only'];

test.each([
	['tpo', 'top'],
	['TOP', 'top'],
	['confg', 'config'],
	['promtheus', 'prometheus'],
	['readonly', 'read-only'],
	['prometheus-url', undefined],
	['xyz', undefined],
	['', undefined],
	['p'.repeat(100_000), undefined],
])('%.20s was meant to be %s', (word, meant) => {
	expect(closest(word, known)).toBe(meant);
});

test('knows nothing near when nothing is known', () => {
	expect(closest('top', [])).toBeUndefined();
});
