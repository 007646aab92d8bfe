import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect } from 'vitest';
import type { ExecSession } from '../../src/engine/details.ts';
import { fakeContainer } from '../support/fake-container.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

const size = { columns: 120, rows: 40 };

/** Gathers what comes, from now on. */
const gather = (stream: Duplex) => {
	let text = '';
	stream.on('data', (chunk: Buffer) => {
		text += chunk.toString();
	});
	return () => text;
};

test('a command gets a terminal: first bytes, input, sizes, exit code', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	const { id } = fake.containers[0]!;
	const session = await engine.exec(id, ['sh', '-c', 'echo $0'], size, noAbort);
	const text = gather(session.stream);
	await expect.poll(text).toBe('$ ');
	session.stream.write('\u001b[A\u0010é');
	await expect.poll(text).toBe('$ \u001b[A\u0010é');
	await session.resize({ columns: 80, rows: 24 });
	await session.resize({ columns: 81, rows: 25 });
	expect(fake.execs[0]).toMatchObject({
		containerId: id,
		started: { Detach: false, Tty: true },
		made: { Cmd: ['sh', '-c', 'echo $0'], Tty: true, AttachStdin: true, ConsoleSize: [40, 120] },
	});
	expect(fake.execs[0]!.sizes.slice(-2)).toEqual(['80x24', '81x25']);
	session.stream.write('exit 7');
	expect(await session.exitCode(noAbort)).toBe(7);
	await expect(session.resize(size)).resolves.toBeUndefined();
	expect(Object.keys(fake.execs[0]!.made)).not.toContain('Privileged');
});

test('a size that comes too early is told again', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	let refusals = 0;
	fake.answer = (request, response) => {
		if (!request.url?.includes('/resize') || refusals === 3) return false;
		refusals += 1;
		response.writeHead(500).end('{"message":"no such exec"}');
		return true;
	};
	const { stream } = await engine.exec(fake.containers[0]!.id, ['sh'], size, noAbort);
	await expect.poll(() => fake.execs[0]!.sizes).toEqual(['120x40']);
	expect(refusals).toBe(3);
	stream.destroy();
});

test('aborting closes the connection, before and after it was handed over', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	const { id } = fake.containers[0]!;
	const controller = new AbortController();
	const { stream } = await engine.exec(id, ['sh'], size, controller.signal);
	const closed = once(fake.execs[0]!.socket!, 'close');
	controller.abort(new Error('enough'));
	await closed;
	expect(stream.destroyed).toBe(true);
	await expect(engine.exec(id, ['sh'], size, controller.signal)).rejects.toThrow('enough');
	expect(fake.execs).toHaveLength(1);
	const late = new AbortController();
	fake.answer = request => {
		if (request.url?.endsWith('/exec')) late.abort(new Error('too late'));
		return false;
	};
	await expect(engine.exec(id, ['sh'], size, late.signal)).rejects.toThrow('too late');
});

test('closing the engine closes it, and a cut is an end, not a crash', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	const { id } = fake.containers[0]!;
	const first = await engine.exec(id, ['sh'], size, noAbort);
	first.stream.resume();
	fake.cut();
	await once(first.stream, 'close');
	const second = await engine.exec(id, ['sh'], size, noAbort);
	engine.close();
	await once(second.stream, 'close');
});

test('where the engine cannot tell the exit code, it is unknown', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	const open = async (): Promise<ExecSession> => {
		const session = await engine.exec(fake.containers[0]!.id, ['sh'], size, noAbort);
		session.stream.resume();
		return session;
	};
	const gone = await open();
	fake.execs.splice(0).at(0)!.socket!.end();
	expect(await gone.exitCode(noAbort)).toBeUndefined();
	const left = await open();
	left.stream.destroy();
	expect(await left.exitCode(noAbort)).toBeUndefined();
	const waited = await open();
	await expect(waited.exitCode(AbortSignal.abort(new Error('enough')))).rejects.toThrow();
	waited.stream.destroy();
});

test('refused when read-only, and where nothing can be run', async ({ startFake, connect }) => {
	const fake = await startFake({
		containers: [fakeContainer(1, { state: 'exited' }), fakeContainer(2, { state: 'paused' }), fakeContainer(3)],
	});
	const reader = await connect(fake.url, { isReadOnly: true });
	const [off, frozen, on] = fake.containers.map(({ id }) => id);
	await expect(reader.exec(on!, ['sh'], size, noAbort)).rejects.toThrow('Read-only');
	const engine = await connect(fake.url);
	await expect(engine.exec('container-3', ['sh'], size, noAbort)).rejects.toThrow('no full container ID');
	expect(fake.requests).toEqual([]);
	await expect(engine.exec(off!, ['sh'], size, noAbort)).rejects.toMatchObject({
		message: 'It does not run, so nothing can be run in it',
	});
	await expect(engine.exec(frozen!, ['sh'], size, noAbort)).rejects.toMatchObject({ hint: 'Unpause it first.' });
	await expect(engine.exec('f'.repeat(64), ['sh'], size, noAbort)).rejects.toMatchObject({ status: 404 });
	fake.handsOver = false;
	await expect(engine.exec(on!, ['sh'], size, noAbort)).rejects.toMatchObject({
		message: 'The container engine does not hand over its connection',
		hint: expect.stringContaining('proxy'),
	});
	fake.answer = (request, response) => {
		if (!request.url?.endsWith('/exec')) return false;
		response.end('null');
		return true;
	};
	await expect(engine.exec(on!, ['sh'], size, noAbort)).rejects.toMatchObject({ kind: 'garbled' });
});

test('an engine that does not answer is given up, and nothing is left open', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url, { deadline: 200 });
	fake.answer = request => request.url?.endsWith('/exec') ?? false;
	await expect(engine.exec(fake.containers[0]!.id, ['sh'], size, noAbort)).rejects.toMatchObject({ kind: 'timeout' });
});

test('over TCP too', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const server = createServer(near => {
		const far = createConnection(fake.socketPath);
		near.on('error', () => far.destroy());
		far.on('error', () => near.destroy());
		near.pipe(far).pipe(near);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const engine = await connect(`tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
	const session = await engine.exec(fake.containers[0]!.id, ['sh'], size, noAbort);
	const text = gather(session.stream);
	session.stream.write('hello');
	await expect.poll(text).toBe('$ hello');
	session.stream.write('exit 0');
	expect(await session.exitCode(noAbort)).toBe(0);
	engine.close();
	server.close();
});
