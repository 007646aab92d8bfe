import { expect } from 'vitest';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createModem } from '../../src/engine/modem.ts';
import { fakeContainer } from '../support/fake-container.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

const changing = (requests: readonly string[]) => requests.filter(request => !/^(?:GET|HEAD) /.test(request));

test('stops, starts and restarts by ID, and lists the new state', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 2 });
	const engine = await connect(fake.url);
	const { id } = fake.containers[1]!;
	const stateOf = async () => (await engine.list(noAbort)).map(row => row.state);
	await engine.act('stop', id, noAbort);
	expect(await stateOf()).toEqual(['running', 'exited']);
	await engine.act('start', id, noAbort);
	await engine.act('restart', id, noAbort);
	expect(await stateOf()).toEqual(['running', 'running']);
	expect(changing(fake.requests)).toEqual(
		['stop', 'start', 'restart'].map(verb => `POST /v1.51/containers/${id}/${verb}`),
	);
});

test('what is already so is done', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	await expect(engine.act('start', fake.containers[0]!.id, noAbort)).resolves.toBeUndefined();
	await engine.list(noAbort);
});

test('read-only: no action leaves, whoever asks', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url, { isReadOnly: true });
	const { id } = fake.containers[0]!;
	for (const action of ['start', 'stop', 'restart'] as const) {
		await expect(engine.act(action, id, noAbort)).rejects.toMatchObject({
			code: 'engine',
			message: expect.stringContaining('Read-only'),
			hint: expect.stringContaining('--read-only'),
		});
	}
	await engine.list(noAbort);
	await engine.stats(id, noAbort);
	expect(changing(fake.requests)).toEqual([]);
});

test('the transport itself sends GET and HEAD only when read-only, and few changes otherwise', async ({
	startFake,
}) => {
	const fake = await startFake({ containers: 1 });
	const endpoint = await resolveEndpoint({ host: fake.url, env: {}, home: '/nonexistent' });
	const { id } = fake.containers[0]!;
	const dial = (isReadOnly: boolean, method: string, path: string) => {
		const modem = createModem(endpoint, { isReadOnly });
		return new Promise<unknown>((resolve, reject) => {
			modem.dial({ method, path }, (error, result) => (error ? reject(error) : resolve(result)));
		}).finally(modem.close);
	};
	for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'get', 'OPTIONS']) {
		await expect(dial(true, method, `/containers/${id}/restart?`)).rejects.toMatchObject({ kind: 'refused' });
	}
	for (const path of [
		`/containers/${id}/rename?`,
		'/containers/web/stop?',
		'/containers/create?',
		`/containers/${id}/../x/stop?`,
		'/build?',
	]) {
		for (const method of ['POST', 'DELETE'])
			await expect(dial(false, method, path)).rejects.toMatchObject({ kind: 'refused' });
	}
	expect(fake.requests).toEqual([]);
	await dial(false, 'POST', `/containers/${id}/restart?`);
	expect(fake.requests).toHaveLength(1);
});

test('only full IDs are acted on', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	for (const id of ['container-1', '', 'abc', `${'0'.repeat(64)}/../${'1'.repeat(64)}`, `${'0'.repeat(63)}1 `]) {
		await expect(engine.act('stop', id, noAbort)).rejects.toMatchObject({ message: 'That is no full container ID' });
		await expect(engine.stats(id, noAbort)).rejects.toThrow();
		await expect(engine.logs(id, { tail: 1, follow: false }, noAbort)[Symbol.asyncIterator]().next()).rejects.toThrow();
	}
	expect(fake.requests).toEqual([]);
});

test('without an answer in time, the outcome is said to be unknown', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { name: 'db', stopTimeout: 0 })] });
	const engine = await connect(fake.url, { actionMargin: 200 });
	fake.answer = request => request.method === 'POST';
	await expect(engine.act('stop', fake.containers[0]!.id, noAbort)).rejects.toMatchObject({
		code: 'engine',
		message: 'Whether db was stopped is unknown: the engine did not answer within 0.2 s',
		hint: expect.stringContaining('state'),
	});
	fake.answer = request => {
		if (request.method === 'POST') fake.cut();
		return request.method === 'POST';
	};
	await expect(engine.act('restart', fake.containers[0]!.id, noAbort)).rejects.toMatchObject({
		message: 'Whether db was restarted is unknown: the connection was cut',
	});
});

test('a container may take the time to stop that it was given', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { stopTimeout: 2 })] });
	const engine = await connect(fake.url, { deadline: 100, actionMargin: 0 });
	fake.answer = (request, response) => {
		if (request.method !== 'POST') return false;
		setTimeout(() => response.writeHead(204).end(), 500);
		return true;
	};
	await expect(engine.act('stop', fake.containers[0]!.id, noAbort)).resolves.toBeUndefined();
});

for (const [status, message] of [
	[404, /no such container/],
	[409, /busy/],
	[500, /reports an error \(500\): cannot stop: ␛ permission denied$/],
	[403, /forbids this \(403\)/],
] as const) {
	test(`an action that fails with ${status} says so in the engine's words`, async ({ startFake, connect }) => {
		const fake = await startFake({ containers: 1 });
		const engine = await connect(fake.url);
		fake.answer = (request, response) => {
			if (request.method !== 'POST') return false;
			const complaint = 'cannot stop: \u001b[31m permission denied\nsecond line';
			response.writeHead(status).end(JSON.stringify({ message: complaint }));
			return true;
		};
		const failure = engine.act('stop', fake.containers[0]!.id, noAbort);
		await expect(failure).rejects.toMatchObject({ code: 'engine', message: expect.stringMatching(message) });
	});
}
