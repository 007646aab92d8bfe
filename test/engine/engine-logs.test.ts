import type { ServerResponse } from 'node:http';
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

test('a log of Podman answers with its first line: it is waited for while Podman answers at all', async ({
	startFake,
	connect,
}) => {
	const fake = await startFake({ containers: 1, product: 'podman' });
	const engine = await connect(fake.url, { deadline: 100 });
	const { id } = fake.containers[0]!;
	let answering: ServerResponse | undefined;
	let pings = 0;
	let isHung = false;
	fake.answer = (request, response) => {
		if (request.url?.endsWith('/_ping')) {
			pings += 1;
			if (!isHung) response.end();
			if (pings === 3) answering?.end(logFrame(1, `${at} at last\n`));
			return true;
		}
		if (!request.url?.includes('/logs')) return false;
		answering = response;
		return true;
	};
	expect(await collect(engine.logs(id, { tail: 10, follow: true }, noAbort))).toEqual(['stdout: at last']);
	expect(pings).toBe(3);
	isHung = true;
	await expect(collect(engine.logs(id, { tail: 10, follow: true }, noAbort))).rejects.toMatchObject({
		message: 'The container engine did not answer within 0.1 s',
	});
	await expect.poll(() => answering?.destroyed).toBe(true);
	// One that is not followed has an end, and so an answer.
	isHung = false;
	await expect(collect(engine.logs(id, { tail: 10, follow: false }, noAbort))).rejects.toThrow('did not answer');
});

test.for([
	['podman', { tail: 4000, follow: false }, '4000'],
	['podman', { tail: 4001, follow: false }, 'all'],
	['podman', { tail: 10, follow: true }, '10'],
	['podman', { tail: 10, follow: true, since: 1000 }, 'all'],
	['docker', { tail: 5000, follow: false }, '5000'],
	['docker', { tail: 10, follow: false, since: 1000 }, '10'],
	['docker', { tail: 2 ** 31 - 1, follow: false }, 'all'],
] as const)('%s is asked for %o by the tail %s', async ([product, request, expected], { startFake, connect }) => {
	const many = Array.from({ length: 4100 }, (_, index) => entry(`line ${index}`));
	const fake = await startFake({ product, containers: [fakeContainer(1, { log: many })] });
	const engine = await connect(fake.url);
	const texts: string[] = [];
	for await (const { text } of engine.logs(fake.containers[0]!.id, request, noAbort)) {
		texts.push(text);
		if (request.follow) break;
	}
	const url = new URL(fake.requests.at(-1)!.slice('GET '.length), 'http://engine');
	expect(url.searchParams.get('tail')).toBe(expected);
	// No more lines come than were asked for, whatever the engine was asked for.
	if (!request.follow) expect(texts).toEqual(many.slice(-request.tail).map(({ text }) => text));
});
