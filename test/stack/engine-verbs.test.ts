import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Container, Engine } from '../../src/engine/container.ts';
import type { ContainerEvent } from '../../src/engine/details.ts';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { clean } from '../../src/text/clean.ts';
import { CONTAINER_IMAGE } from './containers.ts';
import { describeRig } from './require-rig.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();

describeRig('containers of a real engine', rig => {
	let engine: Engine;
	let made: string[] = [];

	/** Runs a container of its own for a test and gives its ID. */
	const run = async (name: string, options: readonly string[], ...command: readonly string[]) => {
		made.push(name);
		return rig.docker('run', '--detach', '--name', name, ...options, CONTAINER_IMAGE, ...command);
	};
	const inspected = (name: string, format: string) => rig.docker('inspect', '-f', format, name);
	const listed = async (id: string): Promise<Container | undefined> =>
		(await engine.list(signal)).find(container => container.id === id);

	beforeEach(async () => {
		engine = createEngine(await resolveEndpoint({ host: rig.dockerHost, env: {}, home: '/nonexistent' }), {
			isReadOnly: false,
		});
	});

	afterEach(async () => {
		engine.close();
		for (const name of made) await rig.docker('rm', '--force', name).catch(() => undefined);
		made = [];
	});

	it('pauses and unpauses, again without complaint', async () => {
		const id = await run('verbs-pause', [], 'sleep', '1000');
		for (const [action, state] of [
			['pause', 'paused'],
			['pause', 'paused'],
			['unpause', 'running'],
			['unpause', 'running'],
		] as const) {
			await engine.act(action, id, signal);
			expect(await inspected('verbs-pause', '{{.State.Status}}')).toBe(state);
		}
	});

	it('kills with the signal that was asked for', async () => {
		const script = "trap 'echo hup' HUP; trap 'exit 42' TERM; echo ready; while :; do sleep 0.1; done";
		const id = await run('verbs-kill', [], 'sh', '-c', script);
		const logs = () => rig.docker('logs', 'verbs-kill');
		await waitUntil(async () => (await logs()).includes('ready'), { what: 'the traps' });
		await engine.act('kill', id, signal, { signal: 'SIGHUP' });
		await waitUntil(async () => (await logs()).includes('hup'), { what: 'the first signal' });
		expect(await inspected('verbs-kill', '{{.State.Status}}')).toBe('running');
		await engine.act('kill', id, signal, { signal: 'SIGTERM' });
		expect(await rig.docker('wait', 'verbs-kill')).toBe('42');
		await expect(engine.act('kill', id, signal)).rejects.toMatchObject({ message: 'verbs-kill does not run' });
		await rig.docker('start', 'verbs-kill');
		await engine.act('kill', id, signal);
		expect(await rig.docker('wait', 'verbs-kill')).toBe('137');
	});

	it('removes what is stopped, refuses what runs, and leaves volumes alone', async () => {
		const id = await run('verbs-remove', ['--volume', '/data'], 'sh', '-c', 'sleep 1000');
		const volume = await inspected('verbs-remove', '{{range .Mounts}}{{.Name}}{{end}}');
		const refusal = { message: 'verbs-remove runs, and only a stopped container is removed', hint: 'Stop it first.' };
		await expect(engine.act('remove', id, signal)).rejects.toMatchObject(refusal);
		await rig.docker('pause', 'verbs-remove');
		await expect(engine.act('remove', id, signal)).rejects.toMatchObject(refusal);
		await rig.docker('unpause', 'verbs-remove');
		await engine.act('kill', id, signal);
		await rig.docker('wait', 'verbs-remove');
		await engine.act('remove', id, signal);
		expect(await listed(id)).toBeUndefined();
		await expect(engine.act('remove', id, signal)).rejects.toMatchObject({ status: 404 });
		expect(await rig.docker('volume', 'inspect', '-f', '{{.Name}}', volume)).toBe(volume);
		await rig.docker('volume', 'rm', volume);
	});

	it('does nothing to what does not run, and says so', async () => {
		const { gone } = rig.containers;
		for (const action of ['pause', 'unpause', 'kill'] as const)
			await expect(engine.act(action, gone!, signal)).rejects.toMatchObject({ message: 'gone does not run' });
		await expect(engine.processes(gone!, signal)).rejects.toMatchObject({
			message: 'It does not run, so it has no processes',
		});
	});

	it('tells of a container what docker inspect does, secrets masked', async () => {
		const options = [
			...['--env', 'POSTGRES_PASSWORD=hunter2', '--env', 'URL=postgres://a:hunter2@db/x', '--env', 'LANG=C'],
			...['--label', 'token=hunter2', '--label', 'plain=yes', '--user', '1000', '--workdir', '/tmp'],
			...['--memory', '64m', '--cpus', '0.5', '--pids-limit', '50', '--read-only', '--cap-drop', 'ALL'],
			...['--publish', '127.0.0.1::80', '--restart', 'on-failure:3', '--volume', '/proc:/host:ro', '--tty'],
		];
		const id = await run('verbs-inspect', options, 'sh', '-c', 'sleep 1000', '--api-key=hunter2');
		const details = await engine.inspect(id, signal);
		const [image, created, address, gateway, mode, port] = (
			await inspected(
				'verbs-inspect',
				'{{.Image}} {{.Created}} {{range .NetworkSettings.Networks}}{{.IPAddress}} {{.Gateway}}{{end}} {{.HostConfig.NetworkMode}} {{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}',
			)
		).split(' ');
		expect(details).toMatchObject({
			id,
			name: 'verbs-inspect',
			image: CONTAINER_IMAGE,
			imageId: image,
			createdAt: Date.parse(created!),
			command: 'sh -c "sleep 1000" --api-key=********',
			workingDir: '/tmp',
			user: '1000',
			restartPolicy: 'on-failure:3',
			mounts: [{ type: 'bind', source: '/proc', target: '/host', isReadOnly: true }],
			networks: [{ name: 'bridge', address, gateway }],
			networkMode: mode,
			ports: [{ hostIp: '127.0.0.1', hostPort: Number(port), containerPort: 80, protocol: 'tcp' }],
			memoryLimit: 64 * 2 ** 20,
			cpuLimit: 0.5,
			pidsLimit: 50,
			isPrivileged: false,
			isReadOnlyRoot: true,
			capDrop: ['ALL'],
			logDriver: 'json-file',
			isTty: true,
			health: undefined,
		});
		expect(details.env).toEqual(
			expect.arrayContaining([
				{ name: 'POSTGRES_PASSWORD', value: '********', isMasked: true },
				{ name: 'URL', value: 'postgres://a:********@db/x', isMasked: true },
				{ name: 'LANG', value: 'C', isMasked: false },
			]),
		);
		expect(details.labels).toEqual([
			{ name: 'plain', value: 'yes' },
			{ name: 'token', value: '********' },
		]);
		expect(JSON.stringify([details, await engine.processes(id, signal)])).not.toContain('hunter2');
		expect(await listed(id)).toMatchObject({
			createdAt: Math.floor(Date.parse(created!) / 1000) * 1000,
			networks: ['bridge'],
			dependsOn: [],
		});
	});

	it('lists the processes that docker top lists', async () => {
		const id = await run('verbs-top', [], 'sh', '-c', 'sleep 1001 & sleep 1002; true');
		const commands = async () => {
			const { titles, rows } = await engine.processes(id, signal);
			const [pid, command] = ['PID', 'CMD'].map(title => titles.indexOf(clean(title)));
			return rows.map(row => `${row[pid!]} ${row[command!]}`).sort();
		};
		const found = await waitUntil(
			async () => {
				const now = await commands();
				// A shell that has just forked is there twice.
				return now.length === 3 && now.filter(line => /^\d+ sleep \d/.test(line)).length === 2 && now;
			},
			{ what: 'a shell and its two sleeps' },
		);
		const theirs = (await rig.docker('top', 'verbs-top', '-eo', 'pid,args')).split('\n').slice(1);
		expect(found).toEqual(theirs.map(line => line.trim().replace(/\s+/, ' ')).sort());
	});

	it('tells that the kernel ended it for want of memory', async () => {
		const limits = ['--memory', '16m', '--memory-swap', '16m'];
		const id = await run('verbs-oom', limits, 'sh', '-c', 'exec tail /dev/zero');
		await rig.docker('wait', 'verbs-oom');
		expect(await listed(id)).toMatchObject({ state: 'exited', exitCode: 137, isOomKilled: true });
		expect(await listed(rig.containers.gone!)).toMatchObject({ isOomKilled: false });
	});

	it('tells why one could not be started', async () => {
		made.push('verbs-wrong');
		const id = await rig.docker('create', '--name', 'verbs-wrong', CONTAINER_IMAGE, '/no/such/program');
		await expect(engine.act('start', id, signal)).rejects.toMatchObject({
			message: expect.stringContaining('/no/such/program'),
		});
		expect(await listed(id)).toMatchObject({ error: expect.stringContaining('/no/such/program') });
	});

	it('tells what a failing health check printed', async () => {
		const { sick, fine } = rig.containers;
		const check = await waitUntil(
			async () => {
				const { health } = await engine.inspect(sick!, signal);
				return (health?.failingStreak ?? 0) > 1 && health;
			},
			{ what: 'two failures' },
		);
		expect(check).toMatchObject({
			test: 'CMD-SHELL echo "no answer on port 80"; exit 1',
			interval: 2,
			timeout: 5,
			retries: 1,
		});
		expect(check.probes.at(-1)).toMatchObject({ exitCode: 1, output: 'no answer on port 80' });
		expect(check.probes.length).toBeLessThanOrEqual(5);
		expect(await listed(sick!)).toMatchObject({ healthOutput: 'no answer on port 80', health: 'unhealthy' });
		expect(await listed(fine!)).toMatchObject({ healthOutput: undefined, healthFailures: 0 });
		const { healthFailures: before = Number.NaN } = (await listed(sick!)) ?? {};
		await waitUntil(async () => ((await listed(sick!))?.healthFailures ?? 0) > before, {
			what: 'a further failure, of which no event tells',
		});
	});

	it('tells what happened, while it happens and afterwards', async () => {
		const controller = new AbortController();
		const told: ContainerEvent[] = [];
		let isOpen = false;
		const opened = () => {
			isOpen = true;
		};
		const watching = engine.watch(opened, controller.signal, event => told.push(event));
		await waitUntil(() => isOpen, { what: 'the stream of events' });
		const since = Date.now();
		const id = await run('verbs-events', [], 'sh', '-c', 'sleep 1000');
		await rig.docker('rename', 'verbs-events', 'verbs-renamed');
		made.push('verbs-renamed');
		await engine.act('kill', id, signal);
		await rig.docker('wait', id);
		await engine.act('remove', id, signal);
		const ofIt = (events: readonly ContainerEvent[]) =>
			events
				.filter(event => event.id === id)
				.map(({ action, name, exitCode, detail }) => ({ action, name, exitCode, detail }));
		await waitUntil(() => ofIt(told).some(({ action }) => action === 'destroy'), { what: 'the last event' });
		const name = 'verbs-renamed';
		const none = { exitCode: undefined, detail: undefined };
		expect(ofIt(told)).toEqual([
			{ action: 'create', name: 'verbs-events', ...none },
			{ action: 'start', name: 'verbs-events', ...none },
			{ action: 'rename', name, ...none, detail: 'verbs-events' },
			{ action: 'kill', name, ...none, detail: '9' },
			{ action: 'die', name, ...none, exitCode: 137 },
			{ action: 'destroy', name, ...none },
		]);
		const past = await engine.events({ since, until: Date.now() }, signal);
		expect(past.filter(event => event.id === id)).toEqual(told.filter(event => event.id === id));
		for (const { at } of past) expect(at).toBeGreaterThanOrEqual(since);
		controller.abort();
		await watching;
	});
});
