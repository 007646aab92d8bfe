import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overlayFile } from '../compose-files.ts';
import { CONTAINER_IMAGE } from '../containers.ts';
import { runDocker } from '../engine.ts';
import { numbering } from '../log-writers.ts';
import { type PodmanEngine, startPodman } from '../podman-engine.ts';
import { describePodman } from '../podman-parts.ts';
import { makeSmallStack, type SmallStack } from '../small-stack.ts';
import { findStackParts } from '../stack-parts.ts';
import { closeTops, openTop } from '../top-terminal.ts';
import { waitUntil } from '../wait-until.ts';

const CHECKED = ['postgres', 'prometheus', 'grafana'];

describePodman('the stack on Podman, by Docker Compose on its socket', parts => {
	let host: PodmanEngine;
	let stack: SmallStack;
	const ticking = new AbortController();
	let checks: Promise<void> | undefined;

	// Where there is no systemd nobody runs the health checks; this stands in for its timers.
	const runChecks = async () => {
		while (!ticking.signal.aborted) {
			for (const name of CHECKED) await host.podman('healthcheck', 'run', name).catch(() => undefined);
			await pause(500, undefined, { signal: ticking.signal }).catch(() => undefined);
		}
	};
	const running = async () => (await host.podman('ps', '--format', '{{.Names}}')).split('\n').filter(Boolean).sort();

	beforeAll(async () => {
		const { parts: stackParts, missing } = findStackParts();
		if (!stackParts) throw new Error(missing);
		host = await startPodman(parts, { isRootless: false });
		const { folder, access } = host;
		const { dockerHost } = access;
		const docker = (...args: readonly string[]) => runDocker(access, args);
		stack = await makeSmallStack({ folder, dockerHost, engineAccess: access, docker }, stackParts.compose);
		// The stand-in for cAdvisor is a shell, to which its arguments mean nothing.
		const overlay = (await readFile(overlayFile('podman'), 'utf8')).replace(/ {4}command:\n(?: {6}- .*\n)+/, '');
		await writeFile(join(dirname(stack.composeFile), 'podman.yaml'), overlay);
		checks = runChecks();
	});
	afterAll(async () => {
		ticking.abort();
		await checks;
		await host?.stop();
	});

	it('starts, is seen, stops and starts again', async () => {
		const started = await stack.aixcl(['start']);
		expect(started, started.stderr).toMatchObject({ status: 0, stdout: expect.stringContaining('Everything is up.') });
		const names = await running();
		expect(names).toContain('prometheus');
		const { status, stdout } = await stack.aixcl(['status', '--json']);
		expect(status).toBe(0);
		const { services } = JSON.parse(stdout) as { services: { name: string; condition: string; foreign: boolean }[] };
		expect(
			services
				.filter(({ condition }) => condition === 'up')
				.map(({ name }) => name)
				.sort(),
		).toEqual(names);
		expect(services.every(({ foreign }) => !foreign)).toBe(true);
		const logs = await stack.aixcl(['logs', 'grafana', '-n', '1000']);
		expect(logs.stdout).toMatch(/^\w+ began\ntick 1\n/);
		const stopped = await stack.aixcl(['stop']);
		expect(stopped, stopped.stderr).toMatchObject({ status: 0, stdout: expect.stringContaining('Stopped.') });
		expect(await running()).toEqual([]);
		expect((await stack.aixcl(['start'])).status).toBe(0);
		expect(await running()).toEqual(names);
	});

	it('is restarted again and again without being called a restart loop', async () => {
		const env = { DOCKER_HOST: host.access.dockerHost, AIXCL_SOURCE: 'local' };
		const top = await openTop({ env, rows: 60 });
		try {
			await top.see('the services', screen => screen.containers().has('grafana'));
			for (let times = 0; times < 3; times++) {
				const { status, stderr } = await stack.aixcl(['restart', 'grafana', 'open-webui']);
				expect(status, stderr).toBe(0);
			}
			expect((await stack.aixcl(['status'])).stdout).not.toMatch(/loop|restarting/);
			await top.see('them run', screen => {
				const [grafana, webui] = ['grafana', 'open-webui'].map(name => screen.containers().get(name)?.STATE);
				return grafana === 'healthy' && webui === 'running';
			});
			// No frame has said so either: of `running` the first letter may have stayed.
			expect(top.shell.raw().includes('start loop')).toBe(false);
		} finally {
			await closeTops();
		}
	});

	it('has its logs followed over restarts of a container, and no line is lost or comes twice', async () => {
		const options = ['--detach', '--name', 'writer', '--network', 'none', '--stop-timeout', '0'];
		await host.podman('run', ...options, CONTAINER_IMAGE, 'sh', '-c', numbering);
		const reader = stack.read(['logs', '--follow', '-n', '10', 'writer']);
		const grows = (what: string) => {
			const before = reader.text().length;
			return waitUntil(() => reader.text().length > before + 3000, { what, why: () => reader.text().slice(-300) });
		};
		await grows('the first lines');
		await host.podman('restart', 'writer');
		await grows('lines of the second run');
		await host.podman('stop', 'writer');
		await host.podman('start', 'writer');
		await grows('lines of the third run');
		await host.podman('kill', 'writer');
		await host.podman('wait', 'writer');
		const path = await host.podman('inspect', '--format', '{{.HostConfig.LogConfig.Path}}', 'writer');
		const entries = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
		const written = entries.map(entry => /^\S+ std(?:out|err) F (.*)$/.exec(entry)?.[1] ?? entry);
		await waitUntil(() => reader.text().endsWith(`${written.at(-1)}\n`), {
			what: 'the last line',
			why: () => `${reader.text().slice(-300)}\n${written.at(-1)}`,
		});
		expect(await reader.stop()).toBe('SIGTERM');
		const read = reader.text().trimEnd().split('\n');
		const expected = written.slice(written.indexOf(read[0]!));
		expect(new Set(expected.map(line => line.split(' ')[1])).size).toBe(3);
		// What comes by two pipes has no order between them, but each of them has its own.
		const byPipe = (lines: readonly string[]) =>
			Object.groupBy(lines, line => String(Number(/\d+$/.exec(line)?.[0]) % 3 === 0));
		expect(byPipe(read)).toEqual(byPipe(expected));
		await host.podman('rm', '--force', 'writer');
	});

	it('gives up its monitoring only', async () => {
		const { status, stderr } = await stack.aixcl(['uninstall']);
		expect(status, stderr).toBe(0);
		expect(await running()).toEqual(['ollama', 'ollama-exporter', 'open-webui', 'postgres']);
	});
});
