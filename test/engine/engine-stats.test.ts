import { expect } from 'vitest';
import { fakeContainer } from '../support/fake-container.ts';
import { noAbort, engineTest as test } from '../support/fake-engine-fixture.ts';

const unknownRates = {
	cpuCores: undefined,
	receiveBytesPerSecond: undefined,
	transmitBytesPerSecond: undefined,
	readBytesPerSecond: undefined,
	writtenBytesPerSecond: undefined,
};

test('rates come with the second sample; memory and its limit with the first', async ({ startFake, connect }) => {
	const fake = await startFake({
		containers: [fakeContainer(1, { cores: 1.25, memory: 7e7, memoryLimit: 2 ** 30 }), fakeContainer(2)],
	});
	const engine = await connect(fake.url);
	const [limited, free] = fake.containers.map(container => container.id) as [string, string];
	expect(await engine.stats(limited, noAbort)).toMatchObject({
		...unknownRates,
		memoryBytes: 7e7,
		memoryLimitBytes: 2 ** 30,
	});
	const second = await engine.stats(limited, noAbort);
	expect(second.cpuCores).toBeCloseTo(1.25, 3);
	expect(second.at).toBeGreaterThan(Date.UTC(2026, 10, 23, 11));
	expect((await engine.stats(free, noAbort)).memoryLimitBytes).toBeUndefined();
	expect(fake.requests.filter(request => request.includes('/stats'))).toEqual(
		[limited, limited, free].map(id => `GET /v1.51/containers/${id}/stats?stream=false&one-shot=true`),
	);
});

test("Podman's counter of the machine, which stands still with it, is not believed", async ({ startFake, connect }) => {
	const fake = await startFake({
		containers: [fakeContainer(1, { cores: 0.75 })],
		product: 'podman',
		apiVersion: '1.41',
	});
	const engine = await connect(fake.url);
	await engine.stats(fake.containers[0]!.id, noAbort);
	await expect.poll(async () => (await engine.stats(fake.containers[0]!.id, noAbort)).cpuCores).toBeCloseTo(0.75, 1);
});

for (const [what, options] of [
	['an engine before API 1.41', { apiVersion: '1.40' }],
	['Podman', { product: 'podman', apiVersion: '1.41' }],
] as const) {
	test(`${what} is not asked for one-shot statistics`, async ({ startFake, connect }) => {
		const fake = await startFake({ containers: 1, ...options });
		const engine = await connect(fake.url);
		await engine.stats(fake.containers[0]!.id, noAbort);
		expect(fake.requests.find(request => request.includes('/stats'))).toMatch(/stats\?stream=false$/);
	});
}

test('a container that is gone from the list is forgotten', async ({ startFake, connect }) => {
	const fake = await startFake({ containers: 1 });
	const engine = await connect(fake.url);
	const [container] = fake.containers;
	await engine.stats(container!.id, noAbort);
	fake.containers.length = 0;
	await engine.list(noAbort);
	fake.containers.push(container!);
	expect(await engine.stats(container!.id, noAbort)).toMatchObject(unknownRates);
});

test('a removed container is said to be so', async ({ startFake, connect }) => {
	const engine = await connect((await startFake()).url);
	await expect(engine.stats('ab'.repeat(32), noAbort)).rejects.toMatchObject({
		code: 'engine',
		message: expect.stringContaining('no such container'),
	});
});
