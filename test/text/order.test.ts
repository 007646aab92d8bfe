import { expect, test } from 'vitest';
import { byNumber, byText } from '../../src/text/order.ts';

test('names are in the order of their characters', () => {
	expect(['b', 'a-2', 'a', 'B', 'a10', 'a2'].toSorted(byText)).toEqual(['B', 'a', 'a-2', 'a10', 'a2', 'b']);
	expect(byText('same', 'same')).toBe(0);
});

test('numbers in names count as numbers', () => {
	const names = ['gpu10', 'gpu2', 'gpu', 'gpu2b', '10', '9', 'GPU-a', ''];
	expect(names.toSorted(byNumber)).toEqual(['', '9', '10', 'GPU-a', 'gpu', 'gpu2', 'gpu2b', 'gpu10']);
	expect(byNumber('a1', 'a01')).toBe(0);
});
