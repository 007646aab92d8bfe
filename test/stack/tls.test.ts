import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeEnvironment } from '../../src/engine/compose-find.ts';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { makeAuthority } from './certificates.ts';
import { createCleanup } from './cleanup.ts';
import { type Engine, startEngine } from './engine.ts';
import { type Forwarding, forwardPorts } from './forwarding.ts';
import { findParts } from './parts.ts';
import { describeRig } from './require-rig.ts';
import { runProgram } from './run-program.ts';
import { makeScratch, removeScratch } from './scratch.ts';

const { signal } = new AbortController();
const PORT = 2376;

describeRig('an engine with TLS', rig => {
	const cleanup = createCleanup();
	let scratch: string;
	let ports: Forwarding;
	let client: string;
	const host = () => `tcp://127.0.0.1:${ports.portOf(PORT)}`;
	const list = async (env: Readonly<Record<string, string>>) => {
		const engine = createEngine(await resolveEndpoint({ env, home: scratch }), { isReadOnly: true });
		try {
			return await engine.list(signal);
		} finally {
			engine.close();
		}
	};
	const verified = (folder: string) => ({ DOCKER_HOST: host(), DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder });

	beforeAll(async () => {
		const { parts, missing } = findParts(rig.generation);
		if (!parts) throw new Error(missing);
		scratch = await makeScratch();
		cleanup.add(() => removeScratch(scratch));
		const authority = await makeAuthority(scratch, 'authority');
		const server = await authority.issue('server', 'serverAuth');
		client = await authority.issue('client', 'clientAuth');
		const engine: Engine = await startEngine(parts, scratch, {
			more: [
				...['--tlsverify', '--tlscacert', authority.ca, '--tlscert', join(server, 'cert.pem')],
				...['--tlskey', join(server, 'key.pem'), '-H', `tcp://127.0.0.1:${PORT}`],
			],
		});
		cleanup.add(engine.removeNetwork);
		cleanup.add(engine.child.stop);
		ports = await forwardPorts(join(scratch, 'engine', 'network'), scratch, [PORT]);
		cleanup.add(ports.stop);
	});
	afterAll(cleanup.run);

	it('is used with the certificates of DOCKER_CERT_PATH, and so is it by compose', async () => {
		expect(await list(verified(client))).toEqual([]);
		const env = composeEnvironment(verified(client), await resolveEndpoint({ env: verified(client), home: scratch }));
		const docker = runProgram(rig.engineAccess.docker, ['version', '--format', '{{.Server.Version}}'], {
			env: { ...(env as Record<string, string>), DOCKER_CONFIG: join(scratch, 'none') },
		});
		expect(await docker).toBe(await rig.docker('version', '--format', '{{.Server.Version}}'));
	});

	it('is used by a context that the docker command made', async () => {
		const settings = join(scratch, 'settings');
		const files = ['ca', 'cert', 'key'].map(name => `${name}=${join(client, `${name}.pem`)}`);
		await runProgram(
			rig.engineAccess.docker,
			['context', 'create', 'far', '--docker', `host=${host()},${files.join(',')}`],
			{ env: { DOCKER_CONFIG: settings } },
		);
		expect(await list({ DOCKER_CONFIG: settings, DOCKER_CONTEXT: 'far' })).toEqual([]);
	});

	it('is not trusted where another authority is', async () => {
		const other = await (await makeAuthority(scratch, 'other')).issue('client', 'clientAuth');
		await expect(list(verified(other))).rejects.toMatchObject({
			kind: 'unreachable',
			message: expect.stringMatching(
				/^TLS with tcp:\/\/127\.0\.0\.1:\d+ failed: its certificate is not signed by the authority that is trusted \([A-Z_]+\)$/,
			),
			hint: expect.stringContaining('ca.pem'),
		});
		await runProgram('cp', [join(client, 'ca.pem'), join(other, 'ca.pem')]);
		await expect(list(verified(other))).rejects.toMatchObject({
			message: expect.stringContaining('it does not accept the certificate of this client, or was shown none'),
			hint: expect.stringContaining('cert.pem'),
		});
	});

	it('says what it lacks where no certificate is shown, or no TLS is spoken', async () => {
		const bare = join(scratch, 'bare');
		await mkdir(bare);
		await runProgram('cp', [join(client, 'ca.pem'), bare]);
		await expect(list(verified(bare))).rejects.toMatchObject({
			message: expect.stringContaining('it does not accept the certificate of this client, or was shown none'),
		});
		await rm(bare, { recursive: true });
		await expect(list({ DOCKER_HOST: host() })).rejects.toMatchObject({
			message: 'The container engine there speaks TLS only',
			hint: expect.stringContaining('DOCKER_TLS_VERIFY=1'),
		});
	});

	it('says so where it has another name', async () => {
		const env = { ...verified(client), DOCKER_HOST: host().replace('127.0.0.1', 'localhost') };
		await expect(list(env)).rejects.toMatchObject({
			message: expect.stringContaining('its certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID)'),
		});
	});
});
