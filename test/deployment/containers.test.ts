import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Container } from '../../src/engine/container.ts';
import { parseListRow } from '../../src/engine/list-row.ts';
import { conditionOf } from '../../src/stack/condition.ts';
import { exposureWarning } from '../../src/stack/exposure.ts';
import { companionsIn, containerOf, membersIn } from '../../src/stack/members.ts';
import { isOurs } from '../../src/stack/ours.ts';
import { requireOurs } from '../../src/stack/ownership.ts';
import { requireFreePorts } from '../../src/stack/ports.ts';
import { services } from '../../src/stack/services.ts';
import { resolveStackEnv } from '../../src/stack/stack-env.ts';
import { literal } from '../../src/text/clean.ts';
import { madeContainer } from '../support/made-model.ts';

const ours = literal('/opt/aixcl/compose/compose.yaml');
const theirs = '/home/someone/services/docker-compose.yml';
const made = (index: number, name: string, file: string | undefined, more: Partial<Container> = {}) =>
	madeContainer(index, name, { ...(file === undefined ? {} : { composeFiles: [file] }), ...more } as object);

describe('whose a container is', () => {
	test('its compose files say, overlays or not', () => {
		expect(isOurs(made(1, 'grafana', ours), ours)).toBe(true);
		expect(
			isOurs({ ...made(1, 'grafana', ours), composeFiles: [ours, literal('/opt/aixcl/compose/oom.yaml')] }, ours),
		).toBe(true);
		expect(isOurs(made(1, 'grafana', theirs), ours)).toBe(false);
		expect(isOurs(made(1, 'grafana', undefined), ours)).toBe(false);
	});

	test('does not depend on the links that lead to them', () => {
		const folder = mkdtempSync(join(tmpdir(), 'aixcl-ours-'));
		writeFileSync(join(folder, 'compose.yaml'), '');
		symlinkSync('compose.yaml', join(folder, 'link.yaml'));
		expect(isOurs(made(1, 'grafana', join(folder, 'link.yaml')), join(folder, 'compose.yaml'))).toBe(true);
		rmSync(folder, { recursive: true });
	});

	test('is read from labels, also relative ones', () => {
		const row = (Labels: object) => parseListRow({ Id: 'a'.repeat(64), Names: ['/x'], State: 'running', Labels });
		const label = 'com.docker.compose.project.config_files';
		expect(row({ [label]: '/a/b.yaml,/a/c.yaml' })?.composeFiles).toEqual(['/a/b.yaml', '/a/c.yaml']);
		const relative = row({ [label]: 'compose.yaml', 'com.docker.compose.project.working_dir': '/opt/aixcl/compose' });
		expect(relative?.composeFiles).toEqual([ours]);
		expect(row({})?.composeFiles).toBeUndefined();
	});

	test('one that is not ours is named, by its name or by its project and service', () => {
		const mine = made(1, 'prometheus', ours);
		const named = made(2, 'grafana', theirs, { project: literal('services') });
		const claimed = made(3, 'other', theirs, { service: literal('grafana') });
		expect(requireOurs(['prometheus', 'grafana'], [mine], ours)).toEqual([mine]);
		expect(requireOurs(['prometheus'], [mine, named], ours)).toEqual([mine]);
		for (const [foreign, name] of [
			[named, 'grafana'],
			[claimed, 'other'],
		] as const)
			expect(() => requireOurs(['prometheus', 'grafana'], [mine, foreign], ours)).toThrow(
				`The container ${name} belongs to another deployment: it was made from ${theirs}`,
			);
	});
});

describe('an upstream deployment', () => {
	const upstream = [
		made(1, 'ollama', theirs, { project: literal('services') }),
		made(2, '1a2b3c_postgres', theirs, { project: literal('services') }),
		made(3, 'postgres-exporter', theirs, { project: literal('services') }),
		made(4, 'vault-agent-postgres-bootstrap', undefined, { project: undefined, state: 'exited', exitCode: 0 }),
		made(5, 'blackbox-exporter', theirs, { project: literal('services') }),
		made(6, 'unrelated', undefined, { project: undefined }),
		made(7, '3f9c_vault', undefined, { project: undefined }),
	];

	test('is found by exact names, with numbers in front or behind', () => {
		expect(containerOf('postgres', upstream)?.name).toBe('1a2b3c_postgres');
		expect(containerOf('grafana', upstream)).toBeUndefined();
		expect(membersIn(upstream).filter(({ container }) => container)).toHaveLength(3);
	});

	test('brings what belongs to it, with labels or without', () => {
		expect(companionsIn(upstream, ours).map(({ name }) => name)).toEqual([
			'vault-agent-postgres-bootstrap',
			'blackbox-exporter',
			'3f9c_vault',
		]);
		expect(companionsIn([...upstream, made(8, 'grafana', ours)], ours)).toEqual([]);
	});
});

test.each([
	[{ state: 'running' }, 'up'],
	[{ state: 'running', health: 'healthy' }, 'up'],
	[{ state: 'running', health: 'starting' }, 'starting'],
	[{ state: 'running', health: 'unhealthy' }, 'unhealthy'],
	[{ state: 'created' }, 'starting'],
	[{ state: 'restarting', exitCode: 1 }, 'failing'],
	[{ state: 'exited', exitCode: 1 }, 'failing'],
	[{ state: 'exited', exitCode: 0 }, 'stopped'],
	[{ state: 'exited', exitCode: 137 }, 'stopped'],
	[{ state: 'paused' }, 'stopped'],
	[{ state: 'dead' }, 'failing'],
] as const)('%j is %s', (facts, condition) => {
	expect(conditionOf(madeContainer(1, 'x', facts))).toBe(condition);
});

describe('ports', () => {
	const check = (env: Record<string, string>, containers: readonly Container[] = [], isHere = true) =>
		requireFreePorts({
			services: services.filter(({ name }) => name === 'grafana'),
			stackEnv: resolveStackEnv({ env, files: [], read: () => undefined }),
			containers,
			ours: new Set([madeContainer(1, 'mine').id]),
			isHere,
		});
	const publishing = (index: number, name: string, hostPort: number) =>
		madeContainer(index, name, {
			ports: [{ hostIp: literal('127.0.0.1'), hostPort, containerPort: 80, protocol: literal('tcp') }],
		});

	test('that a program has are named with their variable; on another machine they are not ours to try', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await new Promise(resolve => server.once('listening', resolve));
		const { port } = server.address() as AddressInfo;
		const env = { GRAFANA_PORT: String(port) };
		await expect(check(env)).rejects.toMatchObject({
			message: `Port ${port}, which Grafana needs, is taken by another program`,
			hint: expect.stringContaining('set GRAFANA_PORT to another port'),
		});
		await check(env, [], false);
		await check(env, [publishing(1, 'mine', port)]);
		await new Promise(resolve => server.close(resolve));
		await check(env);
	});

	test('that a container has are named with it', async () => {
		await expect(check({ GRAFANA_PORT: '3999' }, [publishing(2, 'other', 3999)])).rejects.toMatchObject({
			message: 'Port 3999, which Grafana needs, is taken by the container other',
			hint: 'Stop it with docker stop other, or set GRAFANA_PORT to another port.',
		});
	});

	test('on an address that this machine does not have', async () => {
		await expect(check({ AIXCL_BIND: '192.0.2.1' })).rejects.toThrow('AIXCL_BIND is 192.0.2.1, which is no address');
	});

	test('on other addresses than loopback are warned of, each by its name', () => {
		const warning = (env: Record<string, string>) =>
			exposureWarning(services, resolveStackEnv({ env, files: [], read: () => undefined }));
		expect(warning({})).toBeUndefined();
		expect(warning({ AIXCL_BIND: '127.0.0.2' })).toBeUndefined();
		const text = warning({ AIXCL_BIND: '0.0.0.0', GRAFANA_PORT: '3001' });
		for (const { title } of services) expect(text).toContain(title);
		expect(text).toContain('Grafana (3001)');
	});
});
