import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overlayFile } from './compose-files.ts';
import { runDocker } from './engine.ts';
import { type PodmanEngine, startPodman } from './podman-engine.ts';
import { describePodman } from './podman-parts.ts';
import { makeSmallStack, type SmallStack } from './small-stack.ts';
import { findStackParts } from './stack-parts.ts';

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

	it('gives up its monitoring only', async () => {
		const { status, stderr } = await stack.aixcl(['uninstall']);
		expect(status, stderr).toBe(0);
		expect(await running()).toEqual(['ollama', 'ollama-exporter', 'open-webui', 'postgres']);
	});
});
