import { expect } from 'vitest';
import { engineTest as test } from '../support/fake-engine-fixture.ts';

test('events in any pieces are seen, and a burst is a few calls with one at its end', async ({
	startFake,
	connect,
}) => {
	const fake = await startFake({ containers: 3 });
	const engine = await connect(fake.url);
	const controller = new AbortController();
	const calls: number[] = [];
	let sent = 0;
	const watching = engine.watch(() => calls.push(sent), controller.signal);
	await expect.poll(() => calls.length).toBe(1);
	const id = fake.containers[0]!.id;
	fake.emit('exec_start: sh', id);
	for (sent = 1; sent <= 200; sent += 1) fake.emit('health_status: healthy', id, { pieces: 1 + (sent % 7) });
	await expect.poll(() => calls.at(-1)).toBe(201);
	expect(calls.length).toBeLessThan(20);
	controller.abort();
	await expect(watching).resolves.toBeUndefined();
});

test('asks the engine for the changes of containers only', async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url);
	const controller = new AbortController();
	const watching = engine.watch(() => undefined, controller.signal);
	await expect.poll(() => fake.followers()).toBe(1);
	const { searchParams } = new URL(fake.requests.at(-1)!.slice('GET '.length), 'http://engine');
	expect(JSON.parse(searchParams.get('filters') ?? '')).toMatchObject({
		type: ['container'],
		event: expect.arrayContaining(['die', 'health_status']),
	});
	controller.abort();
	await watching;
});

test('rejects when the stream is cut, resolves when the engine ends it, and leaves nothing open', async ({
	startFake,
	connect,
}) => {
	const fake = await startFake();
	const engine = await connect(fake.url);
	const signal = new AbortController().signal;
	const cut = engine.watch(() => undefined, signal);
	await expect.poll(() => fake.followers()).toBe(1);
	fake.cut();
	await expect(cut).rejects.toMatchObject({ code: 'engine', message: expect.stringContaining('cut the connection') });
	fake.answer = (request, response) => {
		if (!request.url?.includes('/events')) return false;
		response.end();
		return true;
	};
	await expect(engine.watch(() => undefined, signal)).resolves.toBeUndefined();
	expect(fake.followers()).toBe(0);
});

test('an engine that does not begin to answer is given up; a quiet one is not', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url, { deadline: 200 });
	const controller = new AbortController();
	let changes = 0;
	const watching = engine.watch(() => {
		changes += 1;
	}, controller.signal);
	await expect.poll(() => changes).toBe(1);
	// Each of these takes the whole deadline.
	fake.answer = request => request.url?.includes('/containers/json') ?? false;
	for (let round = 0; round < 2; round += 1)
		await expect(engine.list(controller.signal)).rejects.toThrow('within 0.2 s');
	fake.emit('start', fake.containers[0]!.id);
	await expect.poll(() => changes).toBe(2);
	controller.abort();
	await watching;
	fake.answer = request => request.url?.includes('/events') ?? false;
	await expect(engine.watch(() => undefined, new AbortController().signal)).rejects.toMatchObject({
		message: 'The container engine did not answer within 0.2 s',
	});
});

test('an endless line costs little and may mean a change', async ({ startFake, connect }) => {
	const fake = await startFake();
	fake.answer = (request, response) => {
		if (!request.url?.includes('/events')) return false;
		for (let sent = 0; sent < 64; sent += 1) response.write(Buffer.alloc(2 ** 18, '{'));
		response.end('\n');
		return true;
	};
	let changes = 0;
	const engine = await connect(fake.url);
	await engine.watch(() => {
		changes += 1;
	}, new AbortController().signal);
	expect(changes).toBe(2);
});
