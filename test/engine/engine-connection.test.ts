import { expect, vi } from 'vitest';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

for (const [apiVersion, minApiVersion, spoken] of [
	['1.24', '1.12', 'v1.24'],
	['1.41', '1.12', 'v1.41'],
	['1.48', '1.24', 'v1.48'],
	['1.52', '1.44', 'v1.51'],
] as const) {
	test(`speaks ${spoken} with an engine of ${minApiVersion} to ${apiVersion}`, async ({ startFake, connect }) => {
		const fake = await startFake({ apiVersion, minApiVersion });
		const engine = await connect(fake.url);
		await engine.list(noAbort);
		expect(fake.requests).toEqual(['GET /version', `GET /${spoken}/containers/json?all=true`]);
	});
}

test('tells what the engine and its machine are', async ({ startFake, connect }) => {
	const docker = await connect((await startFake()).url);
	expect(await docker.info(noAbort)).toEqual({
		product: 'docker',
		version: '28.5.2',
		hostName: 'fake-host',
		cores: 4,
		memoryBytes: 2 ** 33,
	});
	const podman = await connect((await startFake({ product: 'podman', apiVersion: '1.41' })).url);
	expect(await podman.info(noAbort)).toMatchObject({ product: 'podman', version: '4.3.1' });
});

test('what a proxy does not tell of the machine is absent', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	fake.answer = (request, response) => {
		if (!request.url?.endsWith('/info')) return false;
		response.writeHead(403).end();
		return true;
	};
	const engine = await connect(fake.url);
	expect(await engine.info(noAbort)).toEqual({
		product: 'docker',
		version: '28.5.2',
		hostName: undefined,
		cores: undefined,
		memoryBytes: undefined,
	});
	for (let round = 0; round < 3; round += 1) await engine.stats(fake.containers[0]!.id, noAbort);
	expect(fake.requests.filter(request => request.endsWith('/info'))).toHaveLength(1);
});

test('after the connection was lost, the version is agreed on anew', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	await engine.list(noAbort);
	fake.answer = () => {
		fake.cut();
		return true;
	};
	await expect(engine.list(noAbort)).rejects.toThrow('cut the connection');
	fake.version = { apiVersion: '1.43', minApiVersion: '1.24' };
	fake.answer = () => false;
	fake.requests.length = 0;
	expect(await engine.list(noAbort)).toHaveLength(1);
	expect(fake.requests).toEqual([
		'GET /version',
		'GET /v1.43/containers/json?all=true',
		expect.stringMatching(/^GET \/v1\.43\/containers\/\w+\/json$/),
	]);
});

test('an engine that was replaced by an older one unnoticed costs one failure', async ({ startFake, connect }) => {
	const fake = await startFake();
	const engine = await connect(fake.url);
	await engine.list(noAbort);
	fake.version = { apiVersion: '1.41', minApiVersion: '1.12' };
	await expect(engine.list(noAbort)).rejects.toThrow(/client version 1\.51 is too new/);
	expect(await engine.list(noAbort)).toEqual([]);
});

test('the environment of dockerode has no say', async ({ startFake, connect }) => {
	vi.stubEnv('DOCKER_HOST', 'tcp://[broken');
	vi.stubEnv('DOCKER_TLS_VERIFY', '1');
	vi.stubEnv('DOCKER_CERT_PATH', '/nonexistent');
	vi.stubEnv('DOCKER_CLIENT_TIMEOUT', '1');
	try {
		const fake = await startFake({ containers: 1 });
		const engine = await connect(fake.url);
		expect(await engine.list(noAbort)).toHaveLength(1);
	} finally {
		vi.unstubAllEnvs();
	}
});

test('close ends what is under way', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	const watching = engine.watch(() => undefined, noAbort);
	await expect.poll(() => fake.followers()).toBe(1);
	engine.close();
	await expect(watching).rejects.toThrow('cut the connection');
	await expect.poll(() => fake.followers()).toBe(0);
});

test('a long life leaves no listener on the signal', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 2 });
	const engine = await connect(fake.url);
	const { signal } = new AbortController();
	const added = vi.spyOn(signal, 'addEventListener');
	const removed = vi.spyOn(signal, 'removeEventListener');
	for (let round = 0; round < 20; round += 1) {
		await engine.list(signal);
		await engine.stats(fake.containers[0]!.id, signal);
		for await (const _ of engine.logs(fake.containers[0]!.id, { tail: 1, follow: false }, signal));
	}
	expect(added.mock.calls.length).toBeGreaterThan(60);
	expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
		expect.arrayContaining(added.mock.calls.map(([, listener]) => listener)),
	);
});
