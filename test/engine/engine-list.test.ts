import { expect } from 'vitest';
import { fakeContainer } from '../support/fake-container.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

const inspected = (requests: readonly string[]) =>
	requests.filter(request => /\/containers\/[0-9a-f]{64}\/json/.test(request)).length;

test('lists all containers, with what only an inspection tells', async ({ startFake, connect }) => {
	const fake = await startFake({
		containers: [
			fakeContainer(1, { name: 'web', health: 'unhealthy', restartCount: 4 }),
			fakeContainer(2, {
				name: 'gone',
				state: 'exited',
				exitCode: 3,
				finishedAt: '2026-11-23T11:00:00Z',
				health: 'healthy',
			}),
		],
	});
	const engine = await connect(fake.url);
	expect(engine.endpoint).toEqual({ url: fake.url, from: '--host' });
	expect(await engine.list(noAbort)).toEqual([
		expect.objectContaining({
			name: 'web',
			state: 'running',
			health: 'unhealthy',
			restartCount: 4,
			startedAt: Date.UTC(2026, 10, 23, 10, 0, 0, 123),
			finishedAt: undefined,
			exitCode: undefined,
		}),
		expect.objectContaining({
			name: 'gone',
			state: 'exited',
			health: undefined,
			exitCode: 3,
			finishedAt: Date.UTC(2026, 10, 23, 11),
		}),
	]);
	expect(fake.requests).toContain('GET /v1.51/containers/json?all=true');
});

test('inspects a thousand once, and then only what changed', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1000 });
	const engine = await connect(fake.url, { deadline: 30_000 });
	let most = 0;
	let open = 0;
	fake.answer = (request, response) => {
		if (!request.url?.endsWith('0/json')) return false;
		open += 1;
		most = Math.max(most, open);
		response.on('close', () => {
			open -= 1;
		});
		return false;
	};
	expect(await engine.list(noAbort)).toHaveLength(1000);
	// The first list does not wait for all of them.
	await expect
		.poll(async () => (await engine.list(noAbort)).filter(({ restartCount }) => restartCount === undefined).length)
		.toBe(0);
	expect(inspected(fake.requests)).toBe(1000);
	expect(most).toBeLessThanOrEqual(4);
	await engine.list(noAbort);
	expect(inspected(fake.requests)).toBe(1000);
	Object.assign(fake.containers[7]!, { state: 'exited', exitCode: 1, finishedAt: '2026-11-23T11:00:00Z' });
	fake.containers.splice(20, 1);
	fake.containers.push(fakeContainer(5000));
	const rows = await engine.list(noAbort);
	expect(rows[7]).toMatchObject({ state: 'exited', exitCode: 1 });
	expect(inspected(fake.requests)).toBe(1002);
}, 60_000);

test('an event makes the container be inspected again', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 3 });
	const engine = await connect(fake.url);
	const controller = new AbortController();
	let changes = 0;
	const watching = engine.watch(() => {
		changes += 1;
	}, controller.signal);
	await expect.poll(() => fake.followers()).toBe(1);
	await expect.poll(() => changes).toBe(1);
	await engine.list(noAbort);
	fake.containers[1]!.startedAt = '2026-11-23T12:00:00Z';
	expect((await engine.list(noAbort))[1]?.startedAt).not.toBe(Date.UTC(2026, 10, 23, 12));
	fake.emit('restart', fake.containers[1]!.id);
	await expect.poll(() => changes).toBe(2);
	expect((await engine.list(noAbort))[1]?.startedAt).toBe(Date.UTC(2026, 10, 23, 12));
	expect(inspected(fake.requests)).toBe(4);
	controller.abort();
	await watching;
	await expect.poll(() => fake.followers()).toBe(0);
});

test('one container whose inspection hangs does not hold up the others, nor the next list', async ({
	startFake,
	connect,
}) => {
	const fake = await startFake({ containers: 5 });
	const stuck = fake.containers[2]!.id;
	fake.answer = request => request.url?.endsWith(`${stuck}/json`) ?? false;
	const engine = await connect(fake.url, { deadline: 300 });
	const rows = await engine.list(noAbort);
	expect(rows.map(row => row.startedAt !== undefined)).toEqual([true, true, false, true, true]);
	expect(rows[2]).toMatchObject({ state: 'running', exitCode: undefined, restartCount: undefined });
	await engine.list(noAbort);
	expect(inspected(fake.requests)).toBe(5);
});

test('a container that is removed meanwhile, or that may not be inspected, is listed with what is known', async ({
	startFake,
	connect,
}) => {
	const fake = await startFake({ containers: 2 });
	fake.answer = (request, response) => {
		if (!/[0-9a-f]{64}\/json$/.test(request.url ?? '')) return false;
		response.writeHead(request.url?.includes('01/json') ? 404 : 403).end('{"message":"no"}');
		return true;
	};
	const engine = await connect(fake.url);
	const rows = await engine.list(noAbort);
	expect(rows.map(row => [row.name, row.state, row.startedAt])).toEqual([
		['container-1', 'running', undefined],
		['container-2', 'running', undefined],
	]);
});
