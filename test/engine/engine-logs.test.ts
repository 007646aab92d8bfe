import { expect } from 'vitest';
import type { LogLine } from '../../src/engine/container.ts';
import { fakeContainer } from '../support/fake-container.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';
import { logFrame } from '../support/fake-log.ts';

const at = '2026-11-23T16:00:00.000000001Z';
const entry = (text: string, stream: 'stdout' | 'stderr' = 'stdout') => ({ stream, at, text });
const log = [entry('one'), entry('two', 'stderr'), entry('three')];

const collect = async (lines: AsyncIterable<LogLine>) => {
	const texts: string[] = [];
	for await (const { stream, text } of lines) texts.push(`${stream}: ${text}`);
	return texts;
};

for (const isTty of [false, true]) {
	test(`the last lines of a container ${isTty ? 'with' : 'without'} a TTY`, async ({ startFake, connect }) => {
		const fake = await startFake({ containers: [fakeContainer(1, { isTty, log })] });
		const engine = await connect(fake.url);
		const lines = engine.logs(fake.containers[0]!.id, { tail: 2, follow: false, since: 1500, until: 2250 }, noAbort);
		expect(await collect(lines)).toEqual([isTty ? 'stdout: two' : 'stderr: two', 'stdout: three']);
		const { searchParams } = new URL(fake.requests.at(-1)!.slice('GET '.length), 'http://engine');
		expect(Object.fromEntries(searchParams)).toEqual({
			follow: 'false',
			stdout: 'true',
			stderr: 'true',
			timestamps: 'true',
			tail: '2',
			since: '1.500000000',
			until: '2.250000000',
		});
	});
}

test('follows until the caller has had enough, and then ends quietly', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { log })] });
	const engine = await connect(fake.url);
	const controller = new AbortController();
	const texts: string[] = [];
	for await (const { text } of engine.logs(fake.containers[0]!.id, { tail: 10, follow: true }, controller.signal)) {
		texts.push(text);
		if (texts.length === 3) controller.abort();
	}
	expect(texts).toEqual(['one', 'two', 'three']);
});

test('a follower that leaves closes the connection', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { log })] });
	const engine = await connect(fake.url);
	let isOpen = false;
	fake.answer = (request, response) => {
		if (!request.url?.includes('/logs')) return false;
		isOpen = true;
		response.on('close', () => {
			isOpen = false;
		});
		return false;
	};
	for await (const { text } of engine.logs(fake.containers[0]!.id, { tail: 10, follow: true }, noAbort)) {
		expect(text).toBe('one');
		expect(isOpen).toBe(true);
		break;
	}
	await expect.poll(() => isOpen).toBe(false);
});

test('a log that is cut is an error; one that the engine ends is not', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	fake.answer = (request, response) => {
		if (!request.url?.includes('/logs')) return false;
		response.write(logFrame(1, `${at} last words\n`), () => fake.cut());
		return true;
	};
	const lines = engine.logs(fake.containers[0]!.id, { tail: 10, follow: true }, noAbort)[Symbol.asyncIterator]();
	expect((await lines.next()).value).toMatchObject({ text: 'last words' });
	await expect(lines.next()).rejects.toMatchObject({
		code: 'engine',
		message: expect.stringContaining('cut the connection'),
	});
});

test('a slow reader holds the engine back', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	const line = logFrame(1, `${at} ${'x'.repeat(1000)}\n`);
	const chunk = Buffer.alloc(line.length * 64, line);
	let sent = 0;
	let isHeldBack = false;
	fake.answer = (request, response) => {
		if (!request.url?.includes('/logs')) return false;
		const pour = () => {
			while (sent < 2 ** 26 && !response.destroyed) {
				sent += chunk.length;
				if (response.write(chunk)) continue;
				isHeldBack = true;
				response.once('drain', () => {
					isHeldBack = false;
					pour();
				});
				return;
			}
			response.end();
		};
		pour();
		return true;
	};
	let count = 0;
	for await (const _ of engine.logs(fake.containers[0]!.id, { tail: 10, follow: true }, noAbort)) {
		count += 1;
		if (count === 100) {
			await expect.poll(() => isHeldBack).toBe(true);
			// Until round trips of other requests pass in which nothing more is taken.
			for (let before = -1; before !== sent; ) {
				before = sent;
				await engine.list(noAbort);
				await engine.list(noAbort);
			}
			expect(sent).toBeLessThan(2 ** 22);
		}
	}
	expect(count).toBe(sent / line.length);
});
