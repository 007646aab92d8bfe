import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { dispatch } from '../../../src/commands/dispatch.ts';
import { lookHere } from '../../../src/stack/gpu.ts';
import { services } from '../../../src/stack/services.ts';
import { engineTest as test } from '../../support/fake-engine-fixture.ts';

let home = '';
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'aixcl-start-'));
	await mkdir(join(home, 'bin'));
	const docker = join(home, 'bin', 'docker');
	await writeFile(docker, '#!/bin/sh\n[ "$*" = "compose version" ] && echo "Docker Compose version v2.30.3"\n');
	await chmod(docker, 0o755);
});
afterEach(async () => {
	vi.restoreAllMocks();
	await rm(home, { recursive: true });
});

test('a GPU that the engine cannot use is told when the stack is started, with what to do', async ({ startFake }) => {
	vi.spyOn(lookHere, 'exists').mockImplementation(path => path === '/dev/nvidiactl');
	vi.spyOn(lookHere, 'makers').mockReturnValue(['0x10de']);
	const fake = await startFake({ containers: [] });
	const ports = services.map(({ port }, index) => [port.variable, String(47_300 + index)]);
	let told = '';
	const start = dispatch(['start', 'ollama'], {
		env: { ...Object.fromEntries(ports), PATH: `${home}/bin:/usr/bin:/bin`, HOME: home, DOCKER_HOST: fake.url },
		terminal: { input: false, output: false, error: false },
		write: async () => true,
		tell: async text => {
			told += text;
			return true;
		},
		readLine: async () => undefined,
	});
	// Compose starts nothing here.
	await expect(start).rejects.toThrow();
	expect(told).toContain(
		'Warning: There is an NVIDIA GPU, but docker cannot hand it to containers, so models run on the CPU: install the NVIDIA Container Toolkit',
	);
});
