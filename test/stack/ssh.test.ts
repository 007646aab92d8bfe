import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { composeEnvironment } from '../../src/engine/compose-find.ts';
import type { Engine } from '../../src/engine/container.ts';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { runProgram as run } from '../../src/engine/run-program.ts';
import { findParts } from './parts.ts';
import { describeRig } from './require-rig.ts';
import { runProgram } from './run-program.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { type Sshd, startSshd } from './sshd.ts';
import { AIXCL } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();

describeRig('an engine by way of ssh', rig => {
	let scratch: string;
	let sshd: Sshd;
	let engine: Engine;
	const path = process.env.PATH ?? '';
	const socket = rig.dockerHost.replace('unix://', '');
	const address = `ssh://box${socket}`;
	const endpointOf = (host: string) => resolveEndpoint({ host, env: {}, home: '/nonexistent' });
	const connect = async (host: string) => createEngine(await endpointOf(host), { isReadOnly: false });
	const environment = () => ({ PATH: process.env.PATH, HOME: scratch, DOCKER_HOST: address, LANG: 'C.UTF-8' });
	const noClients = () =>
		waitUntil(async () => (await sshd.clients()).length === 0, { what: 'ssh to end', why: () => 'it still runs' });
	const failure = async (host = address) => {
		const other = await connect(host);
		const error: unknown = await other.list(signal).catch(found => found);
		other.close();
		return error;
	};

	beforeAll(async () => {
		const { parts, missing } = findParts();
		if (!parts) throw new Error(missing);
		scratch = await makeScratch();
		sshd = await startSshd(parts, scratch, [rig.engineAccess.docker]);
		await chown(socket, parts.account.uid, parts.account.gid);
		process.env.PATH = `${sshd.programs}:${path}`;
	});
	afterAll(async () => {
		process.env.PATH = path;
		await chown(socket, 0, 0);
		await sshd?.child.stop();
		await removeScratch(scratch);
	});
	beforeEach(async () => {
		engine = await connect(address);
	});
	afterEach(async () => {
		engine.close();
		await Promise.all([sshd.trust(), sshd.configure(''), sshd.letIn('usual')]);
		await noClients();
	});

	it('is listed, measured and read as on its own machine, by one ssh', async () => {
		const [containers, info] = await Promise.all([engine.list(signal), engine.info(signal)]);
		expect(containers.map(({ id }) => id).sort()).toEqual(Object.values(rig.containers).sort());
		expect(info.product).toBe('docker');
		expect((await engine.stats(rig.containers.busy!, signal)).memoryBytes).toBeGreaterThan(10_000);
		const texts: string[] = [];
		for await (const { text } of engine.logs(rig.containers.chatty!, { tail: 2, follow: true }, signal)) {
			texts.push(text);
			if (texts.length === 4) break;
		}
		expect(texts.every(text => /^line \d+/.test(text))).toBe(true);
		expect(await sshd.clients()).toHaveLength(1);
	});

	it('tells of changes, and does what it is asked', async () => {
		const controller = new AbortController();
		let changes = 0;
		const watching = engine.watch(() => {
			changes += 1;
		}, controller.signal);
		await waitUntil(() => changes === 1, { what: 'the stream of events' });
		const id = rig.containers.tty!;
		const before = await rig.docker('inspect', '--format', '{{.State.StartedAt}}', id);
		await engine.act('restart', id, signal);
		expect(await rig.docker('inspect', '--format', '{{.State.StartedAt}}', id)).not.toBe(before);
		await waitUntil(() => changes > 1, { what: 'the event' });
		controller.abort();
		await watching;
	});

	it('is reached again after ssh was killed', async () => {
		await engine.list(signal);
		const watching = engine.watch(() => undefined, signal).catch((error: unknown) => error);
		const [client] = await sshd.clients();
		process.kill(client!, 'SIGKILL');
		expect(await watching).toMatchObject({ code: 'engine' });
		await waitUntil(async () => (await engine.list(signal)).length > 0, { what: 'the list again' });
		expect(await sshd.clients()).not.toContain(client);
	});

	it('is reached again when sshd was away', async () => {
		await engine.list(signal);
		await sshd.child.stop();
		for (const client of await sshd.clients()) process.kill(client, 'SIGTERM');
		await waitUntil(async () => (await sshd.clients()).length === 0, { what: 'the connection to be lost' });
		const refused = expect.stringMatching(/^ssh to box failed: .*Connection refused$/);
		await expect(engine.list(signal)).rejects.toMatchObject({ kind: 'unreachable', message: refused });
		await sshd.child.start();
		expect((await engine.list(signal)).length).toBeGreaterThan(0);
	});

	it('is not reached where the host is unknown, or not the one that is known', async () => {
		await sshd.trust('none');
		expect(await failure()).toMatchObject({
			kind: 'unreachable',
			message: 'ssh does not know the host key of box: Host key verification failed',
			hint: expect.stringMatching(/: ssh box$/),
		});
		await sshd.trust('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1Nl8Yh0jUjzlqSqS4zq0q1FfUq4v2nW6lq7oS8b0cA');
		expect(await failure()).toMatchObject({
			message: 'The host key of box is not the one that ssh knows: Host key verification failed',
			hint: expect.stringContaining('ssh-keygen -R'),
		});
	});

	it('is not reached with a key that is not let in, and nobody is asked for a password', async () => {
		await sshd.letIn('nobody');
		expect(await failure()).toMatchObject({
			message: expect.stringMatching(/^box lets nobody in with these keys: .*Permission denied \(publickey/),
			hint: expect.stringMatching(/types no password.*: ssh box$/),
		});
	});

	it('says so where nothing listens there, where ssh may not forward, and where there is no such host', async () => {
		expect(await failure('ssh://box/nowhere.sock')).toMatchObject({
			message: 'ssh reaches box, but not the container engine on /nowhere.sock there',
		});
		await sshd.letIn('without forwarding');
		expect(await failure()).toMatchObject({ hint: expect.stringContaining('AllowStreamLocalForwarding') });
		expect(await failure('ssh://no-such-host.invalid')).toMatchObject({
			message: expect.stringMatching(
				/^The host of ssh to no-such-host\.invalid cannot be found: ssh: Could not resolve/,
			),
		});
		process.env.PATH = '/nonexistent';
		try {
			expect(await failure()).toMatchObject({ message: 'ssh was not found on this machine' });
		} finally {
			process.env.PATH = `${sshd.programs}:${path}`;
		}
	});

	it('does not mind what else the settings of ssh say', async () => {
		await sshd.configure(
			'LocalForward 1 127.0.0.1:1\nControlMaster auto\nControlPath /tmp/%C\nRemoteCommand sleep 99\nRequestTTY force',
		);
		expect((await engine.list(signal)).length).toBeGreaterThan(0);
	});

	it.each(['SIGTERM', 'SIGKILL'] as const)('leaves no ssh behind after %s', async name => {
		const child = spawn(AIXCL, ['logs', '--follow', 'chatty'], {
			env: environment() as NodeJS.ProcessEnv,
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		await once(child.stdout, 'data');
		expect(await sshd.clients()).toHaveLength(1);
		child.kill(name);
		await once(child, 'exit');
		await noClients();
	});

	it('serves the commands, but is not started from afar', async () => {
		const aixcl = (...args: readonly string[]) => run(AIXCL, args, { env: environment() });
		const { output } = await aixcl('top', '--once', '--json', '--source', 'local');
		expect(JSON.parse(output)).toMatchObject({ engine: { url: address, product: 'docker' } });
		const started = await aixcl('start');
		expect(started).toMatchObject({ status: 1, output: '' });
		expect(started.complaint).toContain('is another machine, and the files that the stack mounts are on this one\n');
	});

	it('is what compose and the docker command are led to', async () => {
		const env = composeEnvironment(environment(), await endpointOf(address));
		expect(env.DOCKER_HOST).toBe(address);
		const names = await runProgram(rig.engineAccess.docker, ['ps', '--all', '--format', '{{.Names}}'], {
			env: { ...(env as Record<string, string>), DOCKER_CONFIG: join(scratch, 'none') },
		});
		expect(names.split('\n').sort()).toEqual(Object.keys(rig.containers).sort());
	});
});
