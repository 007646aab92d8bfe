import { test } from 'vitest';
import type { Engine } from '../../src/engine/container.ts';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine, type EngineOptions } from '../../src/engine/engine.ts';
import { type FakeEngine, type FakeEngineOptions, startFakeEngine } from './fake-engine.ts';

type Fixtures = {
	/** Starts a fake engine that ends with the test. */
	readonly startFake: (options?: FakeEngineOptions) => Promise<FakeEngine>;
	/** Connects to an address, `unix://` or `tcp://`, until the test ends; writable unless told otherwise. */
	readonly connect: (url: string, options?: Partial<EngineOptions>) => Promise<Engine>;
};

/** `test` with a fake engine and a client of it. */
export const engineTest = test.extend<Fixtures>({
	// biome-ignore lint/correctness/noEmptyPattern: vitest wants to see which fixtures are used
	startFake: async ({}, use) => {
		const started: FakeEngine[] = [];
		await use(async options => {
			const fake = await startFakeEngine(options);
			started.push(fake);
			return fake;
		});
		await Promise.all(started.map(fake => fake.stop()));
	},
	// biome-ignore lint/correctness/noEmptyPattern: vitest wants to see which fixtures are used
	connect: async ({}, use) => {
		const connected: Engine[] = [];
		await use(async (url, options = {}) => {
			const endpoint = await resolveEndpoint({ host: url, env: {}, home: '/nonexistent' });
			const engine = createEngine(endpoint, { isReadOnly: false, ...options });
			connected.push(engine);
			return engine;
		});
		for (const engine of connected) engine.close();
	},
});

/** A signal that is never aborted. */
export const noAbort = new AbortController().signal;
