import { expect, test } from 'vitest';
import { createLogFrames } from '../../src/engine/log-frames.ts';
import { logFrame } from '../support/fake-log.ts';
import { seededRandom } from '../support/seeded-random.ts';

const collect = (chunks: Iterable<Buffer>) => {
	const texts = { stdout: '', stderr: '', engine: '' };
	const order: string[] = [];
	let starts = 0;
	const frames = createLogFrames((stream, chunk, from, to, isFrameStart) => {
		texts[stream] += chunk.toString('latin1', from, to);
		if (!isFrameStart) return;
		starts += 1;
		order.push(stream);
	});
	for (const chunk of chunks) frames(chunk);
	return { ...texts, order, starts };
};

test('both streams come in the order of their frames', () => {
	const bytes = Buffer.concat([logFrame(1, 'one\n'), logFrame(2, 'two\n'), logFrame(0, 'three\n'), logFrame(3, 'no')]);
	expect(collect([bytes])).toEqual({
		stdout: 'one\nthree\n',
		stderr: 'two\n',
		engine: 'no',
		order: ['stdout', 'stderr', 'stdout', 'engine'],
		starts: 4,
	});
});

test('however it is cut into chunks, the same comes out', () => {
	const random = seededRandom(11);
	for (let round = 0; round < 300; round += 1) {
		const frames = Array.from({ length: 1 + random(20) }, () => {
			const payload = Buffer.from(Array.from({ length: random(50) }, () => random(256)));
			return { type: 1 + random(2), payload };
		});
		const bytes = Buffer.concat(frames.map(({ type, payload }) => logFrame(type, payload)));
		const chunks: Buffer[] = [];
		for (let from = 0; from < bytes.length; ) {
			const to = Math.min(bytes.length, from + 1 + random(random(2) ? 3 : 200));
			chunks.push(bytes.subarray(from, to));
			from = to;
		}
		const of = (type: number) =>
			Buffer.concat(frames.filter(frame => frame.type === type).map(frame => frame.payload)).toString('latin1');
		const found = collect(chunks);
		expect(found.stdout).toBe(of(1));
		expect(found.stderr).toBe(of(2));
		expect(found.starts).toBe(frames.filter(({ payload }) => payload.length > 0).length);
	}
});

test('half a million frames in one chunk need no stack', () => {
	const one = logFrame(1, '\n');
	const bytes = Buffer.alloc(one.length * 500_000, one);
	expect(collect([bytes]).starts).toBe(500_000);
});

test('a frame of 32 MiB in small chunks is passed on without being gathered', () => {
	let passed = 0;
	let last = '';
	const frames = createLogFrames((stream, _, from, to) => {
		passed += to - from;
		last = stream;
	});
	frames(Buffer.from([1, 0, 0, 0, 2, 0, 0, 0]));
	expect(passed).toBe(0);
	const chunk = Buffer.alloc(4096, 'x');
	for (let sent = 0; sent < 2 ** 25; sent += chunk.length) frames(chunk);
	expect(passed).toBe(2 ** 25);
	frames(logFrame(2, 'next'));
	expect(last).toBe('stderr');
});

test.each([
	['an unknown type', Buffer.from([4, 0, 0, 0, 0, 0, 0, 1, 0x41])],
	['text', Buffer.from('2026-11-23T16:16:58Z hello\n')],
	['bytes that must be zero', Buffer.from([1, 0, 7, 0, 0, 0, 0, 1, 0x41])],
])('%s is an error, not output', (_, bytes) => {
	expect(() => collect([bytes])).toThrow(/does not come in a form aixcl knows/);
});
