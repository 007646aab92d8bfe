import { describe, expect, test } from 'vitest';
import { endpointSettings } from '../../../src/commands/endpoint-settings.ts';
import { createEngineAccess, createSource, createSources } from '../../../src/commands/top/wiring.ts';
import { resolveConfig } from '../../../src/config/config.ts';

const configOf = ({
	flags = {},
	env = {},
	file = {},
}: {
	flags?: Record<string, string>;
	env?: Record<string, string>;
	file?: Record<string, string>;
} = {}) =>
	resolveConfig({
		flags: new Map(Object.entries(flags)),
		env: { LANG: 'C.UTF-8', ...env },
		file: '/c.json',
		fileSettings: new Map(Object.entries(file)),
	});

describe('sources, best first', () => {
	test.each([
		['nothing was said', {}, ['prometheus', 'local']],
		['a Prometheus was given by flag', { flags: { prometheus: 'http://p' } }, ['prometheus']],
		['a Prometheus was given by variable', { env: { AIXCL_PROMETHEUS_URL: 'http://p' } }, ['prometheus']],
		['a Prometheus was given in the file', { file: { prometheus: 'http://p' } }, ['prometheus']],
		['auto was said beside it', { flags: { prometheus: 'http://p', source: 'auto' } }, ['prometheus']],
		['prometheus was said', { flags: { source: 'prometheus' } }, ['prometheus']],
		['local was said', { flags: { prometheus: 'http://p', source: 'local' } }, ['local']],
		['a host was asked for that only Prometheus can know', { flags: { instance: 'box' } }, ['prometheus']],
	])('%s', (_, inputs, names) => {
		const sources = createSources(configOf(inputs));
		expect(sources.map(({ name }) => name)).toEqual(names);
		for (const source of sources) source.close();
	});

	test('a screen begins with this machine only where Prometheus was not given', () => {
		const [free, given] = [createSource(configOf()), createSource(configOf({ flags: { prometheus: 'http://p:1' } }))];
		expect([free.name, given.name]).toEqual(['local', 'prometheus']);
		expect(given.url).toContain('p:1');
		free.close();
		given.close();
	});
});

describe("the engine's address", () => {
	const file = { host: 'unix:///file.sock' };

	test.each([
		[
			'a flag counts',
			{ flags: { host: 'unix:///flag.sock' }, env: { DOCKER_HOST: 'unix:///e.sock' }, file },
			'unix:///flag.sock',
		],
		['DOCKER_HOST is left to the engine to read', { env: { DOCKER_HOST: 'unix:///e.sock' }, file }, undefined],
		['DOCKER_CONTEXT outranks the file', { env: { DOCKER_CONTEXT: 'box' }, file }, undefined],
		['the file counts', { file }, 'unix:///file.sock'],
		['nothing was said', {}, undefined],
	])('%s', (_, inputs, host) => {
		const env = 'env' in inputs ? inputs.env : {};
		expect(endpointSettings(configOf(inputs), env)).toMatchObject({ host, env });
	});

	test('is looked for again after it was not found, and then kept', async () => {
		const env: Record<string, string> = { DOCKER_CONTEXT: 'no-such-context', DOCKER_CONFIG: '/nonexistent' };
		const access = createEngineAccess(configOf({ env }), env);
		await expect(access.connect()).rejects.toMatchObject({ code: 'engine' });
		delete env.DOCKER_CONTEXT;
		env.DOCKER_HOST = 'unix:///tmp/none.sock';
		const [engine, again] = await Promise.all([access.connect(), access.connect()]);
		expect(engine.endpoint).toEqual({ url: 'unix:///tmp/none.sock', from: 'DOCKER_HOST' });
		expect(again).toBe(engine);
		expect(await access.connect()).toBe(engine);
		access.close();
	});

	test('is read-only when that was said', async () => {
		const env = { DOCKER_HOST: 'unix:///tmp/none.sock' };
		const access = createEngineAccess(configOf({ env, flags: { 'read-only': 'true' } }), env);
		expect((await access.connect()).isReadOnly).toBe(true);
		access.close();
	});
});
