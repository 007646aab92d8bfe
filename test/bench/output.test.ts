import { expect, test } from 'vitest';
import { bytesWithin, firstBurst, firstFrame, firstPaint } from './output.ts';

const chunks = [
	{ at: 10, bytes: 24 },
	{ at: 90, bytes: 4000 },
	{ at: 92, bytes: 3000 },
	{ at: 112, bytes: 46 },
	{ at: 400, bytes: 50 },
];

test('a frame begins with its first bytes and ends before 50 ms of silence; entering the screen is none', () => {
	expect(firstPaint(chunks)).toBe(90);
	expect(firstFrame(chunks, 1000)).toBe(112);
});

test('a frame after which it was not silent long enough is not known to be whole', () => {
	expect(firstFrame(chunks.slice(0, 3), 120)).toBeUndefined();
	expect(firstFrame([], 1000)).toBeUndefined();
});

test('the answer to a key ends at 20 ms of silence', () => {
	expect(firstBurst(chunks.slice(1)).map(({ at }) => at)).toEqual([90, 92]);
	expect(firstBurst(chunks.slice(4)).map(({ at }) => at)).toEqual([400]);
	expect(firstBurst([])).toEqual([]);
});

test('bytes within a span leave out its end', () => {
	expect(bytesWithin(chunks, 90, 400)).toBe(7046);
});
