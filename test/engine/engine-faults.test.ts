import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { explainConnection } from '../../src/engine/explain.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

const temporaryFolder = async () => {
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-faults-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	return folder;
};

test('no socket there', async ({ connect }) => {
	const engine = await connect('unix:///nonexistent/docker.sock');
	await expect(engine.list(noAbort)).rejects.toMatchObject({
		code: 'engine',
		message: 'No container engine listens on unix:///nonexistent/docker.sock',
		hint: expect.stringContaining('Start Docker or Podman'),
		cause: undefined,
	});
});

test('a socket that nobody listens on any more', async ({ connect }) => {
	const path = join(await temporaryFolder(), 'dead.sock');
	// A listener that is killed leaves its socket file behind; a plain file is refused in the same way.
	await writeFile(path, '');
	await chmod(path, 0o600);
	const engine = await connect(`unix://${path}`);
	await expect(engine.info(noAbort)).rejects.toMatchObject({
		message: `The container engine on unix://${path} refuses connections`,
	});
});

test('no permission', () => {
	// Tests may run as root, whom no permission stops.
	const failure = explainConnection(
		Object.assign(new Error('connect EACCES'), { code: 'EACCES' }),
		'unix:///var/run/docker.sock',
	);
	expect(failure.message).toBe('No permission to use the container engine on unix:///var/run/docker.sock');
	expect(failure.hint).toMatch(/docker group.*root rights.*rootless/);
});

test('an engine that accepts and never answers meets the deadline, for every question', async ({
	startFake,
	connect,
}) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url, { deadline: 150 });
	const { id } = fake.containers[0]!;
	// What it is may take three times as long: who asks later waits for the same answer.
	const late = {
		code: 'engine',
		message: expect.stringMatching(/^The container engine did not answer within 0[.](15|45) s$/),
	};
	fake.answer = () => true;
	await expect(engine.list(noAbort)).rejects.toMatchObject(late);
	fake.answer = request => !request.url?.endsWith('/version');
	await expect(engine.list(noAbort)).rejects.toMatchObject(late);
	await expect(engine.info(noAbort)).rejects.toMatchObject(late);
	await expect(engine.stats(id, noAbort)).rejects.toMatchObject(late);
	await expect(
		engine.logs(id, { tail: 1, follow: true }, noAbort)[Symbol.asyncIterator]().next(),
	).rejects.toMatchObject(late);
	await expect(engine.act('stop', id, noAbort)).rejects.toMatchObject(late);
	fake.answer = () => false;
	expect(await engine.list(noAbort)).toHaveLength(1);
});

test('an answer that drips meets the deadline as well', async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url, { deadline: 300 });
	let timer: NodeJS.Timeout | undefined;
	fake.answer = (request, response) => {
		if (!request.url?.includes('/containers/json')) return false;
		timer = setInterval(() => response.write(' '), 20);
		response.on('close', () => clearInterval(timer));
		return true;
	};
	await expect(engine.list(noAbort)).rejects.toThrow('did not answer within 0.3 s');
});

test("the caller's signal ends a question at once", async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url);
	fake.answer = () => true;
	const controller = new AbortController();
	const list = engine.list(controller.signal);
	await expect.poll(() => fake.requests.length).toBe(1);
	controller.abort();
	await expect(list).rejects.toBe(controller.signal.reason);
	await expect(engine.list(controller.signal)).rejects.toBe(controller.signal.reason);
});

test('more than 32 MiB is not taken', async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url, { deadline: 10_000 });
	let sent = 0;
	fake.answer = (request, response) => {
		if (!request.url?.includes('/containers/json')) return false;
		const chunk = Buffer.alloc(2 ** 20, ' ');
		const pour = () => {
			if (response.destroyed || sent >= 2 ** 30) return;
			sent += chunk.length;
			response.write(chunk, pour);
		};
		pour();
		return true;
	};
	await expect(engine.list(noAbort)).rejects.toThrow('The container engine sent more than 32 MiB');
	expect(sent).toBeLessThan(2 ** 26);
});

test('what says that it is longer is not read at all, and what is of one container is shorter', async ({
	startFake,
	connect,
}) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	fake.answer = (request, response) => {
		if (!request.url?.includes('/stats')) return false;
		response.writeHead(200, { 'content-length': 5 * 2 ** 20 }).flushHeaders();
		return true;
	};
	await expect(engine.stats(fake.containers[0]!.id, noAbort)).rejects.toThrow('sent more than 4 MiB');
});

test('an answer of another kind is not taken for an engine without containers', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	expect(await engine.list(noAbort)).toHaveLength(1);
	fake.answer = (_, response) => {
		response.end('{"hello":[1,null]}');
		return true;
	};
	await expect(engine.list(noAbort)).rejects.toThrow('does not answer like a container engine');
});

test('follows no redirect, wherever it points', async ({ startFake, connect }) => {
	const other = createHttpServer((_, response) => response.end('{}'));
	let visits = 0;
	other.on('connection', () => {
		visits += 1;
	});
	other.listen(0, '127.0.0.1');
	await once(other, 'listening');
	onTestFinished(() => void other.close());
	const address = other.address();
	const port = typeof address === 'object' ? address?.port : 0;
	const fake = await startFake();
	const engine = await connect(fake.url);
	for (const location of [`http://127.0.0.1:${port}/`, 'file:///etc/passwd', 'nonsense://', '/']) {
		for (const status of [301, 307]) {
			fake.answer = (_, response) => {
				response.writeHead(status, { Location: location }).end();
				return true;
			};
			await expect(engine.list(noAbort)).rejects.toThrow('sends its caller elsewhere');
		}
	}
	expect(visits).toBe(0);
});

const answers: readonly [string, number, string, RegExp][] = [
	['HTML', 200, '<html>Welcome to nginx</html>', /does not answer like a container engine/],
	['half a JSON', 200, '{"ApiVersion":"1.5', /does not answer like a container engine/],
	['another JSON', 200, '[]', /does not answer like a container engine/],
	['401', 401, '', /forbids this \(401\)/],
	['a proxy that forbids', 403, '<html>Forbidden</html>', /forbids this \(403\)$/],
	['502', 502, 'upstream gone', /reports an error \(502\): upstream gone/],
	['a newer world', 200, '{"ApiVersion":"1.70","MinAPIVersion":"1.60"}', /too new \(API 1\.60 at least\)/],
	['an older world', 200, '{"ApiVersion":"1.12","MinAPIVersion":"1.12"}', /too old \(API 1\.12\)/],
];

for (const [what, status, body, message] of answers) {
	test(`explains ${what}`, async ({ startFake, connect }) => {
		const fake = await startFake();
		const engine = await connect(fake.url);
		fake.answer = (_, response) => {
			response.writeHead(status).end(body);
			return true;
		};
		await expect(engine.list(noAbort)).rejects.toMatchObject({
			code: 'engine',
			message: expect.stringMatching(message),
		});
	});
}

test('deep and odd JSON is no danger', async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url);
	for (const body of [
		'['.repeat(200_000) + ']'.repeat(200_000),
		'[{"__proto__":{"Id":"x"}}]',
		'null',
		'[null,7,"x",{},[]]',
	]) {
		fake.answer = (request, response) => {
			if (!request.url?.includes('/containers/json')) return false;
			response.end(body);
			return true;
		};
		expect(await engine.list(noAbort)).toEqual([]);
	}
	expect(({} as { Id?: string }).Id).toBeUndefined();
});

for (const [what, reply] of [
	['bytes that are no HTTP', '\u0015\u0003\u0001\u0000\u0002\u0002P'],
	['nothing but a closed connection', ''],
	['half an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"ApiVersion"'],
] as const) {
	test(`explains ${what}`, async ({ connect }) => {
		const server = createServer(socket => {
			socket.on('error', () => undefined);
			socket.once('data', () => socket.end(Buffer.from(reply, 'latin1')));
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		onTestFinished(() => void server.close());
		const address = server.address();
		const url = `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
		const engine = await connect(url);
		const message = what.startsWith('bytes')
			? `What listens on ${url} does not speak HTTP`
			: `The container engine on ${url} cut the connection`;
		await expect(engine.list(noAbort)).rejects.toMatchObject({ code: 'engine', message });
	});
}

test('an engine that takes longer to say what it is than anyone waits is asked once, and known then', async ({
	startFake,
	connect,
}) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url, { deadline: 300 });
	let answer = () => {};
	fake.answer = (request, response) => {
		if (request.url !== '/version') return false;
		answer = () => void response.end(JSON.stringify({ ApiVersion: '1.41' }));
		return true;
	};
	const both = await Promise.allSettled([engine.list(noAbort), engine.info(noAbort)]);
	expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	const third = engine.list(noAbort);
	answer();
	expect(await third).toHaveLength(1);
	expect(fake.requests.filter(request => request === 'GET /version')).toHaveLength(1);
});
