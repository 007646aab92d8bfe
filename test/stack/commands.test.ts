import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serviceNames, services } from '../../src/stack/services.ts';
import { CONTAINER_IMAGE } from './containers.ts';
import { cacheFolder } from './parts.ts';
import { describeRig } from './require-rig.ts';
import { runProgram } from './run-program.ts';
import { makeSmallStack, type SmallStack } from './small-stack.ts';
import { closeTops, openTop } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

const composeProgram = join(cacheFolder(), 'sid', 'bin', 'docker-compose');
const always = services.filter(({ profile }) => profile === undefined).map(({ name }) => name);

describeRig('the commands of the stack, on containers', rig => {
	let stack: SmallStack;
	beforeAll(async () => {
		stack = await makeSmallStack(rig, composeProgram);
	});
	afterAll(() => stack.remove());

	const lines = (text: string) => text.split('\n').filter(Boolean);
	const present = async () => {
		const all = lines(await rig.docker('ps', '--all', '--format', '{{.Names}}'));
		return all.filter(name => serviceNames.includes(name)).toSorted();
	};
	const running = async () => {
		const all = lines(await rig.docker('ps', '--format', '{{.Names}}'));
		return all.filter(name => serviceNames.includes(name)).toSorted();
	};
	const statusOf = async () => {
		const { status, stdout } = await stack.aixcl(['status', '--json']);
		const report = JSON.parse(stdout) as { services: { name: string; condition: string; id?: string; url?: string }[] };
		return { status, services: new Map(report.services.map(service => [service.name, service])) };
	};
	const recorded = async () => {
		const { stdout } = await stack.aixcl(['audit', '--json', '-n', 'all']);
		return (JSON.parse(stdout) as { entries: { action: string; container: string; result: string }[] }).entries;
	};
	const start = async (...args: readonly string[]) => {
		const ran = await stack.aixcl(['start', ...args]);
		expect(ran.status, ran.stderr).toBe(0);
		return ran;
	};

	describe('start', () => {
		afterEach(() => stack.clear());

		it('makes the passwords, brings everything up, prepares the database, and may be run again', async () => {
			const { stdout, stderr } = await start();
			expect(await running()).toEqual(always.toSorted());
			expect(stdout).toContain('Everything is up.');
			expect(stdout).toContain('Open WebUI   http://127.0.0.1:18080');
			expect(stderr).toContain('grafana is healthy');
			const secrets = join(stack.stateFolder, 'secrets');
			expect((await stat(secrets)).mode & 0o777).toBe(0o700);
			for (const name of await readdir(secrets)) {
				expect((await stat(join(secrets, name))).mode & 0o777, name).toBe(0o444);
				const secret = await readFile(join(secrets, name), 'utf8');
				expect(secret).toMatch(/^[A-Za-z0-9]{32}$/);
				expect(stdout + stderr).not.toContain(secret);
			}
			expect(await rig.docker('exec', 'postgres', 'cat', '/tmp/psql')).toContain('10-monitoring.sql');
			expect((await readdir(stack.stateFolder)).toSorted()).toEqual(['audit.jsonl', 'secrets']);
			expect((await stat(join(stack.stateFolder, 'audit.jsonl'))).mode & 0o777).toBe(0o600);

			const ids = await rig.docker('ps', '--all', '--quiet');
			await start();
			expect(await rig.docker('ps', '--all', '--quiet')).toBe(ids);
		});

		it('starts a service with what it needs, and a profile when it is asked for', async () => {
			await start('prometheus');
			expect(await running()).toEqual(['alertmanager', 'cadvisor', 'node-exporter', 'prometheus']);
			await start('pgadmin');
			expect(await running()).toContain('pgadmin');
			expect(await running()).toContain('postgres');
		});

		it('gives the database a new password, and what uses it a new container', async () => {
			await start('open-webui');
			const before = await rig.docker('inspect', '--format', '{{.Id}}', 'open-webui');
			const { status } = await stack.aixcl(['start', 'open-webui'], { POSTGRES_PASSWORD: 'another-password' });
			expect(status).toBe(0);
			expect(await rig.docker('exec', 'postgres', 'cat', '/run/secrets/postgres_password')).toBe('another-password');
			expect(await rig.docker('exec', 'postgres', 'cat', '/tmp/psql')).toContain('alter role');
			expect(await rig.docker('inspect', '--format', '{{.Id}}', 'open-webui')).not.toBe(before);
		});

		it('says which service is not well, with its last lines', async () => {
			await start('grafana');
			await rig.docker('exec', 'grafana', 'touch', '/sick');
			await waitUntil(
				async () =>
					(await rig.docker('ps', '--filter', 'health=unhealthy', '--format', '{{.Names}}')).includes('grafana'),
				{
					what: 'grafana to be unhealthy',
				},
			);
			const { status, stderr } = await stack.aixcl(['start', 'grafana']);
			expect(status).toBe(1);
			expect(stderr).toMatch(/^grafana is not well: unhealthy\. Its last lines:\n {2}\| tick \d+$/m);
		});

		it('says so when a service ends again and again', async () => {
			await start('node-exporter');
			await rig.docker('exec', 'node-exporter', 'touch', '/fail');
			await waitUntil(
				async () => (await rig.docker('inspect', '--format', '{{.RestartCount}}', 'node-exporter')) !== '0',
				{
					what: 'node-exporter to end',
				},
			);
			const { status, stderr } = await stack.aixcl(['start', 'prometheus', '--timeout', '4s']);
			expect(status).toBe(1);
			expect(stderr).toContain('node-exporter is not well');
			expect(stderr).toMatch(/ \| \w+ began$/m);
		});

		it('is not done twice at once: the second names the first', async () => {
			const first = stack.aixcl(['start']);
			await waitUntil(() => existsSync(join(stack.stateFolder, 'lock')), { what: 'the lock' });
			const second = await stack.aixcl(['stop']);
			expect(second.status).toBe(1);
			expect(second.stderr).toMatch(/^aixcl: aixcl start is at work on the stack \(process \d+, since \S+Z\)\n/);
			expect((await first).status).toBe(0);
			expect(await running()).toHaveLength(always.length);
		});
	});

	describe('nothing is changed', () => {
		afterEach(() => stack.writeEnvFile(''));

		const refused = async (env: Readonly<Record<string, string>> = {}, ...args: readonly string[]) => {
			const ran = await stack.aixcl(args.length > 0 ? args : ['start'], env);
			expect(await present()).toEqual([]);
			expect(existsSync(join(stack.stateFolder, 'secrets'))).toBe(false);
			expect(ran.stdout).toBe('');
			return ran;
		};

		it('where a container has the port', async () => {
			const { status, stderr } = await refused({ OPEN_WEBUI_PORT: '8080' });
			expect(status).toBe(1);
			expect(stderr).toContain('aixcl: Port 8080, which Open WebUI needs, is taken by the container fine\n');
			expect(stderr).toContain('OPEN_WEBUI_PORT');
		});

		it('where a variable is wrong', async () => {
			await stack.writeEnvFile('GRAFANA_PORT=70000\n');
			const { status, stderr } = await refused();
			expect(status).toBe(2);
			expect(stderr).toContain('aixcl: GRAFANA_PORT must be a port from 1 to 65535, not "70000"\n');
			expect(stderr).toMatch(/Correct it in \S+\/aixcl\/\.env\./);
		});

		it('where there is no room', async () => {
			const folder = join(rig.folder, 'no-room');
			await mkdir(folder);
			await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=48k', 'tmpfs', folder]);
			try {
				const { status, stderr } = await refused({ XDG_STATE_HOME: folder });
				expect(status).toBe(1);
				expect(stderr).toMatch(/^aixcl: Only [\d.]+ KiB are free in \S+\/no-room, and 64\.0 KiB are needed at least\n/);
			} finally {
				await runProgram('umount', [folder]);
			}
		});

		it('where there is no compose', async () => {
			const { status, stderr } = await refused({ DOCKER_CONFIG: '/nonexistent' });
			expect(status).toBe(2);
			expect(stderr).toContain('aixcl: No Docker Compose 2 was found on this machine\n');
		});

		it('where there is no engine', async () => {
			const { status, stderr } = await refused({ DOCKER_HOST: 'unix:///nonexistent.sock' });
			expect(status).toBe(2);
			expect(stderr).toContain('aixcl: No container engine listens on unix:///nonexistent.sock\n');
		});

		it.each(['start', 'stop', 'restart', 'uninstall'])('by %s when it is read-only', async command => {
			const { status, stderr } = await refused({ AIXCL_READ_ONLY: '1' }, command);
			expect(status).toBe(2);
			expect(stderr).toContain('aixcl: Read-only: nothing of the stack is changed (AIXCL_READ_ONLY)\n');
		});
	});

	it('status and doctor say so when nothing was started', async () => {
		expect((await statusOf()).status).toBe(1);
		const { status, stdout } = await stack.aixcl(['doctor']);
		expect(status).toBe(1);
		expect(lines(stdout).at(-1)).toBe('Next: aixcl start');
	});

	describe('once it is up', () => {
		beforeAll(async () => {
			await start();
		});
		afterAll(() => stack.clear());

		it('status tells what is well, what is not and what is off', async () => {
			const { status, services } = await statusOf();
			expect(status).toBe(0);
			expect(services.get('grafana')).toMatchObject({ condition: 'up', url: 'http://127.0.0.1:3000' });
			expect(services.get('pgadmin')).toMatchObject({ condition: 'absent', profile: 'pgadmin' });
			await rig.docker('kill', 'alertmanager');
			expect((await statusOf()).status).toBe(1);
			await rig.docker('start', 'alertmanager');
		});

		it('logs merges what several containers wrote, in order', async () => {
			const { stdout } = await stack.aixcl(['logs', 'prometheus', 'cadvisor', '-n', '3']);
			expect(lines(stdout)).toHaveLength(6);
			for (const line of lines(stdout)) expect(line).toMatch(/^(prometheus|cadvisor {2}) \| (tick \d+|\w+ began)$/);
			const found = await stack.aixcl(['logs', 'prometheus', '--grep', 'tick [12]$']);
			expect(lines(found.stdout).slice(0, 2)).toEqual(['tick 1', 'tick 2']);
		});

		it('logs follows a container into its next run, and into the one that replaces it', async () => {
			const reader = stack.read(['logs', '--follow', '-n', '1', 'cadvisor']);
			await waitUntil(() => reader.text().includes('tick'), { what: 'the first line' });
			await rig.docker('restart', '--time', '1', 'cadvisor');
			await waitUntil(() => /began\ntick 1\n/.test(reader.text()), { what: 'the next run', why: reader.text });
			const [before] = /(?<=tick )\d+\n(?=\w+ began)/.exec(reader.text()) ?? [];
			expect(Number(before)).toBeGreaterThan(0);
			const again = reader.text().length;
			await rig.docker('rm', '--force', 'cadvisor');
			await start('cadvisor');
			await waitUntil(() => /began\ntick 1\n/.test(reader.text().slice(again)), {
				what: 'the replacement',
				why: reader.text,
			});
			const ticks = [
				...reader
					.text()
					.slice(again)
					.matchAll(/began\n/g),
			];
			expect(ticks).toHaveLength(1);
			expect(await reader.stop()).toBe('SIGTERM');
		});

		it('doctor looks at everything and says what to do first', async () => {
			await rig.docker('kill', 'alertmanager');
			const { stdout } = await stack.aixcl(['doctor', '--json']);
			const { checks, next } = JSON.parse(stdout) as { checks: { id: string; verdict: string }[]; next: string };
			expect(next).toBe('aixcl start alertmanager');
			const verdicts = new Map(checks.map(({ id, verdict }) => [id, verdict]));
			for (const id of ['engine', 'compose', 'settings', 'versions', 'disk', 'secrets', 'service.cadvisor', 'exposure'])
				expect(verdicts.get(id), id).toBe('pass');
			expect(verdicts.get('service.alertmanager')).toBe('fail');
			const order = ['fail', 'warn', 'pass', 'n.a.'];
			const ranks = checks.map(({ verdict }) => order.indexOf(verdict));
			expect(ranks).toEqual(ranks.toSorted());
			await rig.docker('start', 'alertmanager');
		});

		it('stop and restart keep containers and volumes, and touch no others', async () => {
			await rig.docker('exec', 'prometheus', 'sh', '-c', 'echo kept >/data/kept');
			const before = await rig.docker('inspect', '--format', '{{.State.StartedAt}}', 'chatty', 'tty', 'busy');
			const stopped = await stack.aixcl(['stop']);
			expect(stopped).toMatchObject({ status: 0, stdout: expect.stringContaining('Stopped.') });
			const order = lines(stopped.stderr).map(line => line.trim().split(' ')[0]);
			expect(order.indexOf('grafana')).toBeLessThan(order.indexOf('prometheus'));
			expect(order.indexOf('prometheus')).toBeLessThan(order.indexOf('cadvisor'));
			expect(await running()).toEqual([]);
			expect(await present()).toHaveLength(always.length);
			expect((await statusOf()).status).toBe(1);

			const restarted = await stack.aixcl(['restart']);
			expect(restarted.status, restarted.stderr).toBe(0);
			expect(await running()).toHaveLength(always.length);
			expect(await rig.docker('exec', 'prometheus', 'cat', '/data/kept')).toBe('kept');
			expect(await rig.docker('inspect', '--format', '{{.State.StartedAt}}', 'chatty', 'tty', 'busy')).toBe(before);

			const deeds = await recorded();
			const namesOf = (action: string) =>
				new Set(deeds.filter(deed => deed.action === action).map(deed => deed.container));
			for (const action of ['create and start', 'stop', 'start'])
				expect([...namesOf(action)], action).toEqual(expect.arrayContaining(always));
			const [id] = (await rig.docker('inspect', '--format', '{{.Id}}', 'grafana')).split('\n');
			expect(deeds.findLast(deed => deed.container === 'grafana')).toMatchObject({ action: 'start', id, result: 'ok' });
		});

		it('restart again and again is no restart loop, neither on the screen nor for status; one of a service is', async () => {
			const top = await openTop({ env: { DOCKER_HOST: rig.dockerHost, AIXCL_SOURCE: 'local' }, rows: 60 });
			const stateOf = (name: string) => top.screen().containers().get(name)?.STATE ?? '';
			try {
				await top.see('the services', screen => always.every(name => screen.containers().has(name)));
				for (let times = 0; times < 3; times++) {
					const { status, stderr } = await stack.aixcl(['restart', 'prometheus', 'open-webui']);
					expect(status, stderr).toBe(0);
				}
				const { status, services } = await statusOf();
				expect(status).toBe(0);
				for (const name of ['prometheus', 'open-webui']) expect(services.get(name)).toMatchObject({ condition: 'up' });
				expect((await stack.aixcl(['status'])).stdout).not.toMatch(/loop|restarting/);
				await top.see('them run', () => stateOf('prometheus') === 'healthy' && stateOf('open-webui') === 'running');
				// No frame has said so either: of `running` the first letter may have stayed.
				expect(top.shell.raw()).not.toContain('start loop');

				await rig.docker('exec', 'node-exporter', 'touch', '/fail');
				await top.see('a loop that is one', () => stateOf('node-exporter') === 'restart loop', 30);
				expect(top.shell.raw()).toContain('start loop');
			} finally {
				await closeTops();
			}
			await rig.docker('rm', '--force', 'node-exporter');
			await start('node-exporter');
		});

		it('a container of another deployment is shown, and nothing is done beside it', async () => {
			const label = 'com.docker.compose.project.config_files=/home/someone/services/docker-compose.yml';
			await rig.docker('run', '--detach', '--name', 'pgadmin', '--label', label, CONTAINER_IMAGE, 'sleep', '999');
			const before = await running();
			for (const command of ['start', 'stop', 'restart', 'uninstall']) {
				const { status, stderr } = await stack.aixcl([command]);
				expect(status, command).toBe(1);
				expect(stderr).toContain(
					'The container pgadmin belongs to another deployment: it was made from /home/someone/services/docker-compose.yml\n',
				);
			}
			expect(await running()).toEqual(before);
			const { stdout } = await stack.aixcl(['status']);
			expect(stdout).toMatch(/^pgadmin \* +running/m);
			expect((await stack.aixcl(['logs', 'pgadmin'])).status).toBe(0);
			await rig.docker('rm', '--force', 'pgadmin');
		});

		it('uninstall removes the monitoring only, and volumes not without a question', async () => {
			const asked = await stack.aixcl(['uninstall', '--volumes']);
			expect(asked.status).toBe(2);
			expect(await running()).toHaveLength(always.length);
			const refused = await stack.answer(['uninstall', '--volumes'], 'Type yes', 'n');
			expect(refused).toMatchObject({ status: 1, text: expect.stringContaining('Nothing was removed.') });
			expect(await running()).toHaveLength(always.length);

			const { status, stdout } = await stack.aixcl(['uninstall']);
			expect(status).toBe(0);
			expect(stdout).toContain('Removed prometheus, grafana,');
			expect(await present()).toEqual(['ollama', 'ollama-exporter', 'open-webui', 'postgres']);
			expect(await rig.docker('volume', 'ls', '--quiet')).toContain('aixcl_prometheus');

			const deleted = await stack.answer(['uninstall', '--volumes'], 'Type yes', 'yes');
			expect(deleted).toMatchObject({ status: 0, text: expect.stringContaining('Deleted aixcl_prometheus.') });
			expect(await rig.docker('volume', 'ls', '--quiet')).toBe('aixcl_postgres');
			const deeds = await recorded();
			expect(deeds).toContainEqual(
				expect.objectContaining({ action: 'remove', container: 'prometheus', result: 'ok' }),
			);
			expect(deeds.at(-1)).toMatchObject({ action: 'volume rm', result: 'ok' });
		});
	});

	it('logs goes on after a restart of the engine, without a line twice', async () => {
		const reader = stack.read(['logs', '--follow', '-n', '1', 'chatty']);
		const seen = () => [...reader.text().matchAll(/^line (\d+)/gm)].map(([, number]) => Number(number));
		await waitUntil(() => seen().length > 1, { what: 'the first lines' });
		await rig.engine.restart();
		// The container begins again, and so does its count.
		const isAgain = () => seen().some((number, index, all) => number < (all[index - 1] ?? 0)) && seen().at(-1)! > 3;
		await waitUntil(isAgain, { what: 'lines of the next run', why: reader.text });
		await reader.stop();
		const runs = seen().reduce<number[][]>((all, number) => {
			if (number <= (all.at(-1)?.at(-1) ?? Number.POSITIVE_INFINITY)) all.push([]);
			all.at(-1)!.push(number);
			return all;
		}, []);
		for (const run of runs) expect(run).toEqual(run.map((_, index) => run[0]! + index));
		expect(runs).toHaveLength(2);
		await waitUntil(
			async () => (await rig.docker('ps', '--filter', 'name=fine', '--format', '{{.Status}}')).includes('(healthy)'),
			{
				what: 'the containers of the rig to be as before',
			},
		);
	});
});
