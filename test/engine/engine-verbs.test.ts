import { expect } from 'vitest';
import type { ContainerAction } from '../../src/engine/container.ts';
import { fakeContainer } from '../support/fake-container.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

const changing = (requests: readonly string[]) => requests.filter(request => !/^(?:GET|HEAD) /.test(request));

test('pauses, unpauses, kills and removes by ID, with nothing more in the request', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 2 });
	const engine = await connect(fake.url);
	const { id } = fake.containers[1]!;
	const states = async () => (await engine.list(noAbort)).map(row => row.state);
	await engine.act('pause', id, noAbort);
	expect(await states()).toEqual(['running', 'paused']);
	await engine.act('unpause', id, noAbort);
	await engine.act('kill', id, noAbort, { signal: 'SIGHUP' });
	expect(await states()).toEqual(['running', 'running']);
	await engine.act('kill', id, noAbort);
	expect(await states()).toEqual(['running', 'exited']);
	await engine.act('remove', id, noAbort);
	expect(await states()).toEqual(['running']);
	expect(changing(fake.requests)).toEqual([
		`POST /v1.51/containers/${id}/pause`,
		`POST /v1.51/containers/${id}/unpause`,
		`POST /v1.51/containers/${id}/kill?signal=SIGHUP`,
		`POST /v1.51/containers/${id}/kill`,
		`DELETE /v1.51/containers/${id}`,
	]);
});

test('what is already so is left alone', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { state: 'paused' }), fakeContainer(2)] });
	const engine = await connect(fake.url);
	await engine.act('pause', fake.containers[0]!.id, noAbort);
	await engine.act('unpause', fake.containers[1]!.id, noAbort);
	expect(changing(fake.requests)).toEqual([]);
});

test('only a stopped container is removed', async ({ startFake, connect }) => {
	for (const state of ['running', 'paused', 'restarting'] as const) {
		const fake = await startFake({ containers: [fakeContainer(1, { name: 'db', state })] });
		const engine = await connect(fake.url);
		await expect(engine.act('remove', fake.containers[0]!.id, noAbort)).rejects.toMatchObject({
			message: 'db runs, and only a stopped container is removed',
			hint: 'Stop it first.',
		});
		expect(changing(fake.requests)).toEqual([]);
	}
});

test('one that was started meanwhile is not removed either: the engine refuses', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { name: 'db', state: 'exited' })] });
	const engine = await connect(fake.url);
	fake.answer = request => {
		if (request.method === 'DELETE') fake.containers[0]!.state = 'running';
		return false;
	};
	await expect(engine.act('remove', fake.containers[0]!.id, noAbort)).rejects.toMatchObject({
		message: 'db runs, and only a stopped container is removed',
	});
	expect(fake.containers).toHaveLength(1);
});

test('a state that does not allow it is named', async ({ startFake, connect }) => {
	const fake = await startFake({
		containers: [
			fakeContainer(1, { name: 'off', state: 'exited' }),
			fakeContainer(2, { name: 'frozen', state: 'paused' }),
		],
	});
	const engine = await connect(fake.url);
	const [off, frozen] = fake.containers.map(({ id }) => id);
	for (const action of ['pause', 'unpause', 'kill'] as const)
		await expect(engine.act(action, off!, noAbort)).rejects.toMatchObject({
			message: 'off does not run',
			hint: expect.any(String),
		});
	await expect(engine.act('start', frozen!, noAbort)).rejects.toMatchObject({
		message: 'frozen is paused',
		hint: 'Unpause it first.',
	});
});

test.for([
	`driver failed programming external connectivity on endpoint db (${'d9'.repeat(32)}): Bind for 127.0.0.1:5432 failed: port is already allocated`,
	'rootlessport listen tcp 127.0.0.1:5432: bind: address already in use',
])('a port that is in use is named: %s', async (message, { startFake, connect }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { name: 'db', state: 'exited' })] });
	const engine = await connect(fake.url);
	fake.answer = (request, response) => {
		if (request.method === 'GET') return false;
		response.writeHead(500).end(JSON.stringify({ message }));
		return true;
	};
	await expect(engine.act('start', fake.containers[0]!.id, noAbort)).rejects.toMatchObject({
		message: 'db needs port 5432, which is in use already',
		hint: 'Stop what listens there, or let it publish another port.',
	});
});

test('a signal is a name and nothing else', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	for (const signal of ['9', 'TERM', 'sigterm', '', 'SIGTERM&force=true', 'SIGTERM\n', 'SIG'])
		await expect(engine.act('kill', fake.containers[0]!.id, noAbort, { signal })).rejects.toMatchObject({
			kind: 'refused',
		});
	expect(changing(fake.requests)).toEqual([]);
	await engine.act('kill', fake.containers[0]!.id, noAbort, { signal: 'SIGRTMIN+3' });
	expect(fake.requests.at(-1)).toMatch(/kill\?signal=SIGRTMIN%2B3$/);
});

for (const action of ['pause', 'unpause', 'kill', 'remove'] as const satisfies readonly ContainerAction[]) {
	const state = { pause: 'running', unpause: 'paused', kill: 'running', remove: 'exited' } as const;

	test(`${action}: without an answer in time, or when cut, the outcome is unknown`, async ({ startFake, connect }) => {
		const fake = await startFake({ containers: [fakeContainer(1, { name: 'db', state: state[action] })] });
		const engine = await connect(fake.url, { actionMargin: 200 });
		const { id } = fake.containers[0]!;
		fake.answer = request => request.method !== 'GET';
		const late = expect.stringMatching(/^Whether db was \w+ is unknown: the engine did not answer within 0\.2 s$/);
		await expect(engine.act(action, id, noAbort)).rejects.toMatchObject({ kind: 'unknown', message: late });
		fake.answer = request => {
			if (request.method !== 'GET') fake.cut();
			return request.method !== 'GET';
		};
		const cut = expect.stringMatching(/^Whether db was \w+ is unknown: the connection was cut$/);
		await expect(engine.act(action, id, noAbort)).rejects.toMatchObject({ kind: 'unknown', message: cut });
	});

	test(`${action}: 404, 409, 500 and 403 are told in the engine's words`, async ({ startFake, connect }) => {
		const fake = await startFake({ containers: [fakeContainer(1, { state: state[action] })] });
		const engine = await connect(fake.url);
		for (const [status, message] of [
			[404, /no such container: odd$/],
			[409, /busy with it: odd$/],
			[500, /error \(500\): odd$/],
			[403, /forbids this \(403\): odd$/],
		] as const) {
			fake.answer = (request, response) => {
				if (request.method === 'GET') return false;
				response.writeHead(status).end(JSON.stringify({ message: 'odd' }));
				return true;
			};
			await expect(engine.act(action, fake.containers[0]!.id, noAbort)).rejects.toMatchObject({
				status,
				message: expect.stringMatching(message),
			});
		}
	});

	test(`${action}: read-only, nothing leaves`, async ({ startFake, connect }) => {
		const fake = await startFake({ containers: 1 });
		const engine = await connect(fake.url, { isReadOnly: true });
		await expect(engine.act(action, fake.containers[0]!.id, noAbort)).rejects.toThrow('Read-only');
		expect(fake.requests).toEqual([]);
	});
}
