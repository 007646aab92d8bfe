import { expect } from 'vitest';
import type { ContainerEvent } from '../../src/engine/details.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

const ids = ['a', 'b'].map(letter => letter.repeat(64));
const event = (action: string, second: number, id = ids[0]) => ({
	Type: 'container',
	Action: action,
	Actor: { ID: id, Attributes: { name: 'app' } },
	time: second,
	timeNano: second * 1e9,
});

test('tells what happened in a span, oldest first, without what health checks run', async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url, { isReadOnly: true });
	fake.past = [event('start', 30), event('exec_create: sh', 31), event('create', 29), event('kill', 32, ids[1])];
	const events = await engine.events({ since: 28_500, until: 40_000 }, noAbort);
	expect(events.map(({ at, action, id }) => `${at} ${action} ${id[0]}`)).toEqual([
		'29000 create a',
		'30000 start a',
		'32000 kill b',
	]);
	const { searchParams } = new URL(fake.requests.at(-1)!.slice('GET '.length), 'http://engine');
	expect(Object.fromEntries(searchParams)).toMatchObject({ since: '28.500', until: '40.000' });
});

test('never asks for the future, and an engine that waits for it is not waited for', async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url, { deadline: 300 });
	const before = Date.now();
	fake.answer = (request, response) => {
		if (!request.url?.includes('/events')) return false;
		response.write(`${JSON.stringify(event('start', 30))}\n`);
		return true;
	};
	const events = await engine.events({ since: 0, until: Number.MAX_SAFE_INTEGER }, noAbort);
	expect(events).toHaveLength(1);
	const { searchParams } = new URL(fake.requests.at(-1)!.slice('GET '.length), 'http://engine');
	expect(Number(searchParams.get('until'))).toBeGreaterThanOrEqual(Math.floor(before / 1000));
	expect(Number(searchParams.get('until')) * 1000).toBeLessThanOrEqual(Date.now());
});

test('rejects where the engine is cut, refuses, or the caller gives up', async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url);
	const span = { since: 0, until: 1 };
	fake.answer = (request, response) => {
		if (!request.url?.includes('/events')) return false;
		response.write('{"Action"', () => fake.cut());
		return true;
	};
	await expect(engine.events(span, noAbort)).rejects.toMatchObject({ kind: 'cut' });
	fake.answer = (request, response) => {
		if (!request.url?.includes('/events')) return false;
		response.writeHead(403).end('{"message":"no"}');
		return true;
	};
	await expect(engine.events(span, noAbort)).rejects.toMatchObject({ status: 403 });
	await expect(engine.events(span, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

test('whoever watches is told each event, and of changes as before', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	const controller = new AbortController();
	const told: ContainerEvent[] = [];
	let changes = 0;
	const watching = engine.watch(
		() => {
			changes += 1;
		},
		controller.signal,
		happened => told.push(happened),
	);
	await expect.poll(() => changes).toBe(1);
	const { id } = fake.containers[0]!;
	fake.emit('kill', id, { attributes: { name: 'app', signal: '9' } });
	fake.emit('exec_start: sh', id);
	fake.emit('die', id, { attributes: { name: 'app', exitCode: '137' }, pieces: 5 });
	await expect
		.poll(() => told)
		.toEqual([
			{ at: 1000, action: 'kill', id, name: 'app', exitCode: undefined, detail: '9' },
			{ at: 1000, action: 'die', id, name: 'app', exitCode: 137, detail: undefined },
		]);
	expect(changes).toBe(2);
	controller.abort();
	await watching;
});
