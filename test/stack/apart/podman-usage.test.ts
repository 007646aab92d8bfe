import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/container.ts';
import { resolveEndpoint } from '../../../src/engine/endpoint.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { readCgroup } from '../cgroup.ts';
import { CONTAINER_IMAGE } from '../containers.ts';
import { type PodmanEngine, startPodman } from '../podman-engine.ts';
import { describePodman } from '../podman-parts.ts';
import { waitUntil } from '../wait-until.ts';

const { signal } = new AbortController();

describePodman('what containers of Podman use', parts => {
	let host: PodmanEngine;
	let engine: Engine;
	const inspected = (name: string, format: string) => host.podman('inspect', '--format', format, name);
	const idOf = (name: string) => inspected(name, '{{.Id}}');
	const open = async (isRootless: boolean) => {
		host = await startPodman(parts, { isRootless });
		const endpoint = await resolveEndpoint({ host: host.access.dockerHost, env: {}, home: '/nonexistent' });
		engine = createEngine(endpoint, { isReadOnly: true, deadline: 20_000 });
		const run = (...args: readonly string[]) => host.podman('run', '--network', 'none', ...args);
		const limit = isRootless ? [] : ['--memory', '64m'];
		await run('--detach', '--name', 'busy', ...limit, CONTAINER_IMAGE, 'sh', '-c', 'while :; do :; done');
		await run('--name', 'gone', CONTAINER_IMAGE, 'true');
	};
	const close = async () => {
		engine?.close();
		await host?.stop();
	};

	describe('as root', () => {
		beforeAll(() => open(false));
		afterAll(close);

		it('measures what the control group counts', async () => {
			const id = await idOf('busy');
			const group = (await readFile(`/proc/${await inspected('busy', '{{.State.Pid}}')}/cgroup`, 'utf8'))
				.split('\n')
				.find(line => /:(.*,)?cpuacct(,.*)?:|^0::/.test(line))!
				.split(':')[2]!;
			const outer = readCgroup(group).cpuSeconds!;
			const before = await engine.stats(id, signal);
			const inner = readCgroup(group).cpuSeconds!;
			await waitUntil(() => readCgroup(group).cpuSeconds! > inner + 0.2, { what: 'some work' });
			const innerEnd = readCgroup(group).cpuSeconds!;
			const after = await engine.stats(id, signal);
			const used = after.cpuCores! * ((after.at - before.at) / 1000);
			// Podman reads its clock and its counters one after the other.
			expect(used).toBeGreaterThan((innerEnd - inner) * 0.8);
			expect(used).toBeLessThan((readCgroup(group).cpuSeconds! - outer) * 1.2);
			expect(Math.abs(after.memoryBytes! - readCgroup(group).memoryUsage!)).toBeLessThan(2 ** 20);
			expect(after.memoryLimitBytes).toBe(64 * 2 ** 20);
			expect(await engine.stats(await idOf('gone'), signal)).toMatchObject({
				cpuCores: undefined,
				memoryBytes: undefined,
			});
		});
	});

	describe('without root', () => {
		beforeAll(() => open(true));
		afterAll(close);

		// Without root, the first version of control groups leaves containers in that of the whole machine.
		it("does not show the machine's use as that of a container", async () => {
			const id = await idOf('busy');
			await engine.stats(id, signal);
			expect(await engine.stats(id, signal)).toEqual({
				cpuCores: undefined,
				memoryBytes: undefined,
				memoryLimitBytes: undefined,
				receiveBytesPerSecond: undefined,
				transmitBytesPerSecond: undefined,
				readBytesPerSecond: undefined,
				writtenBytesPerSecond: undefined,
				at: expect.any(Number),
			});
		});
	});
});
