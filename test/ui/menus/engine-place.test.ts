import { expect, test } from 'vitest';
import { clean, literal } from '../../../src/text/clean.ts';
import { engineMachine, logsCommand } from '../../../src/ui/menus/engine-place.ts';
import { addressesOf } from '../../../src/ui/menus/ports.ts';
import type { EngineView } from '../../../src/ui/model.ts';
import { madeContainer } from '../../support/made-model.ts';

const engine = (url: string | undefined, product: 'docker' | 'podman' = 'docker'): EngineView => ({
	url: url === undefined ? undefined : clean(url),
	info: { product, version: literal('29.0.0'), hostName: undefined, cores: undefined, memoryBytes: undefined },
	isReadOnly: false,
});

test.each([
	['unix:///var/run/docker.sock', undefined],
	['tcp://127.0.0.1:2376', undefined],
	['https://localhost:2376', undefined],
	['ssh://ann@gpu-box', 'gpu-box'],
	['ssh://gpu-box:2222/run/podman.sock', 'gpu-box'],
	['tcp://[2001:db8::7]:2376', '[2001:db8::7]'],
	[undefined, undefined],
])('an engine at %s is on %s', (url, machine) => {
	expect(engineMachine(engine(url))).toBe(machine);
});

test.each([
	['unix:///var/run/docker.sock', 'docker', 'docker logs'],
	['unix:///run/user/1000/docker.sock', 'docker', 'docker --host unix:///run/user/1000/docker.sock logs'],
	['ssh://ann@gpu-box', 'docker', 'docker --host ssh://ann@gpu-box logs'],
	['unix:///run/user/1000/podman/podman.sock', 'podman', 'podman logs'],
	['ssh://ann@gpu-box/run/podman.sock', 'podman', 'podman --url ssh://ann@gpu-box/run/podman.sock logs'],
] as const)('at %s, %s, the log is had with `%s`', (url, product, command) => {
	expect(logsCommand(engine(url, product), 'f'.repeat(64))).toBe(`${command} --timestamps --tail 200 -f ffffffffffff`);
});

test('a port that is published to all is at the engine’s machine', () => {
	const port = (hostIp: string) => ({
		hostIp: clean(hostIp),
		hostPort: 8080,
		containerPort: 80,
		protocol: literal('tcp'),
	});
	const web = madeContainer(1, 'web', { ports: [port('0.0.0.0'), port('127.0.0.1')] });
	expect(addressesOf(web, undefined)).toEqual(['http://127.0.0.1:8080']);
	expect(addressesOf(web, 'gpu-box')).toEqual(['http://gpu-box:8080', 'http://127.0.0.1:8080']);
});
