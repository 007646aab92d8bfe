import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCompose } from '../../src/engine/compose.ts';
import { composeEnvironment, findCompose } from '../../src/engine/compose-find.ts';
import { parseAddress } from '../../src/engine/endpoint-address.ts';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'aixcl-compose-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program on the PATH, as a shell script. */
const program = (name: string, script: string) => {
	writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
	chmodSync(join(folder, name), 0o755);
};
const env = () => ({ PATH: `${folder}:/usr/bin:/bin` });
const onlyThese = () => ({ PATH: folder });
const endpoint = parseAddress('unix:///run/engine.sock', 'DOCKER_HOST', undefined);

describe('the compose program', () => {
	test('is the plugin of docker where there is one', async () => {
		program('docker', '[ "$1 $2" = "compose version" ] && echo "Docker Compose version v2.40.3"');
		program('docker-compose', 'echo "Docker Compose version v2.30.0"');
		expect(await findCompose('docker', onlyThese())).toMatchObject({ name: 'docker compose', version: '2.40.3' });
	});

	test('is none of version 1', async () => {
		program('docker', 'echo "docker: compose is not a docker command" >&2; exit 1');
		program('docker-compose', 'echo "docker-compose version 1.29.2, build unknown"');
		await expect(findCompose('docker', onlyThese())).rejects.toMatchObject({
			code: 'engine',
			message: 'No Docker Compose 2 was found on this machine',
			hint: expect.stringContaining('docker-compose-plugin'),
		});
		program('docker-compose', 'echo "Docker Compose version 2.40.3-3"');
		expect(await findCompose('docker', onlyThese())).toMatchObject({ name: 'docker-compose', version: '2.40.3-3' });
	});

	test('is that of podman for podman, whatever podman says beside it', async () => {
		program('docker', 'echo "Docker Compose version v2.40.3"');
		program(
			'podman',
			'echo ">>>> Executing external compose provider \\"/bin/docker-compose\\"" >&2; echo "podman-compose version 1.3.0"',
		);
		expect(await findCompose('podman', onlyThese())).toMatchObject({
			name: 'podman compose',
			version: '1.3.0',
			engineCommand: 'podman',
		});
		expect((await findCompose('docker', onlyThese())).name).toBe('docker compose');
	});
});

test('its environment leads to the engine that was asked for, and to no other project', () => {
	const given = { HOME: '/home/ann', DOCKER_CONTEXT: 'far', COMPOSE_FILE: 'x.yaml', COMPOSE_REMOVE_ORPHANS: '1' };
	expect(composeEnvironment(given, endpoint)).toEqual({
		HOME: '/home/ann',
		COMPOSE_IGNORE_ORPHANS: 'true',
		DOCKER_CONTEXT: undefined,
		DOCKER_HOST: 'unix:///run/engine.sock',
		CONTAINER_HOST: 'unix:///run/engine.sock',
	});
	const remote = parseAddress('tcp://[::1]:2375', '--host', undefined);
	expect(composeEnvironment({}, remote).DOCKER_HOST).toBe('tcp://[::1]:2375');
	expect(composeEnvironment(given, { ...endpoint, from: 'context far' })).toMatchObject({ DOCKER_CONTEXT: 'far' });
});

describe('a project', () => {
	const compose = async (script: string, isReadOnly = false) => {
		program('docker-compose', `case $* in version) echo "Docker Compose version 2.40.3"; exit;; esac\n${script}`);
		return createCompose({
			...{ endpoint, isReadOnly, env: env(), project: 'aixcl', program: await findCompose('docker', onlyThese()) },
			...{ files: ['/a b/compose.yaml', '/a b/oom.yaml'], profiles: ['pgadmin'] },
			variables: new Map([['GRAFANA_ADMIN_PASSWORD', "$x'y"]]),
		});
	};

	test('is given its files, profiles and variables as they are', async () => {
		const out = join(folder, 'out');
		const { change } = await compose(`printf '%s\\n' "$@" "$GRAFANA_ADMIN_PASSWORD" "$DOCKER_HOST" >'${out}'`);
		await change(['up', '--detach', 'grafana']);
		expect(readFileSync(out, 'utf8').split('\n')).toEqual([
			...['-p', 'aixcl', '--env-file', '/dev/null', '-f', '/a b/compose.yaml', '-f', '/a b/oom.yaml'],
			...['--profile', 'pgadmin', 'up', '--detach', 'grafana', "$x'y", 'unix:///run/engine.sock', ''],
		]);
	});

	test('tells each line of what is under way, cleaned', async () => {
		const lines: string[] = [];
		const { change } = await compose(`printf 'one\\n\\033]0;x\\007two\\r\\nthree'; echo four >&2`);
		await change(['up'], { output: line => void lines.push(line) });
		expect(lines.toSorted()).toEqual(['four', 'one', 'three', '␛two']);
	});

	test('that fails ends in one sentence: what the engine said, and what to do', async () => {
		const { change } = await compose(
			'echo " Container x Starting" >&2; echo "Error response from daemon: Bind for 0.0.0.0:80 failed: port is already allocated" >&2; exit 1',
		);
		await expect(change(['up', '--detach'])).rejects.toMatchObject({
			code: 'stack',
			message: 'docker-compose up failed: Bind for 0.0.0.0:80 failed: port is already allocated',
			hint: expect.stringContaining('choose another port'),
		});
	});

	test('is not changed when it is read-only', async () => {
		const out = join(folder, 'out');
		const { read, change, engine } = await compose(`echo "$@" >>'${out}'; echo read`, true);
		program('docker', `echo "$@" >>'${out}'`);
		await expect(change(['up'])).rejects.toMatchObject({ code: 'usage' });
		await expect(engine(['volume', 'rm', 'x'])).rejects.toMatchObject({ code: 'usage' });
		expect(() => readFileSync(out)).toThrow('ENOENT');
		expect(await read(['config'])).toBe('read\n');
	});

	test("says what to run where the engine's own program is missing", async () => {
		program('docker-compose', 'echo "Docker Compose version 2.40.3"');
		const { engine } = createCompose({
			...{ endpoint, isReadOnly: false, env: onlyThese(), project: 'aixcl' },
			...{ program: await findCompose('docker', onlyThese()), files: [], profiles: [], variables: new Map() },
		});
		await expect(engine(['volume', 'rm', 'x'])).rejects.toMatchObject({
			hint: 'Where it is, run docker volume rm x.',
		});
	});
});
