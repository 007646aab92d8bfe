import { expect, test } from 'vitest';
import { parseInspection } from '../../src/engine/inspection.ts';
import { parseDetails } from '../../src/engine/parse-details.ts';

const id = 'c0ffee'.repeat(10).padEnd(64, '0');

// As Docker 28 answers, shortened to what is read.
const answer = {
	Id: id,
	Created: '2026-11-23T09:59:59.5Z',
	Path: 'docker-entrypoint.sh',
	Args: ['postgres', '-c', 'log_line_prefix=%m [%p]', '--api-key=hunter2'],
	Name: '/postgres',
	RestartCount: 2,
	Image: `sha256:${'ab'.repeat(32)}`,
	State: {
		Status: 'exited',
		Running: false,
		Paused: false,
		OOMKilled: true,
		ExitCode: 137,
		Error: 'failed to set up container networking: port is already allocated\u001b[31m',
		StartedAt: '2026-11-23T10:00:00Z',
		FinishedAt: '2026-11-23T11:00:00Z',
		Health: {
			Status: 'unhealthy',
			FailingStreak: 3,
			Log: [
				{ Start: '2026-11-23T10:59:00Z', End: '2026-11-23T10:59:01Z', ExitCode: 0, Output: 'ok\n' },
				{
					Start: '2026-11-23T10:59:30Z',
					End: '2026-11-23T10:59:31.25Z',
					ExitCode: 1,
					Output: 'cannot reach postgres://a:hunter2@db\n\u001b]0;x\u0007refused\n',
				},
			],
		},
	},
	HostConfig: {
		NetworkMode: 'aixcl_default',
		RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 5 },
		Memory: 268_435_456,
		NanoCpus: 1_500_000_000,
		PidsLimit: 0,
		Privileged: true,
		ReadonlyRootfs: true,
		CapAdd: ['CAP_NET_ADMIN'],
		CapDrop: ['ALL'],
		LogConfig: { Type: 'json-file', Config: {} },
	},
	Mounts: [
		{ Type: 'volume', Name: 'data', Source: '/var/lib/docker/volumes/data/_data', Destination: '/data', RW: true },
		{ Type: 'bind', Source: '/etc/x', Destination: '/x', RW: false },
	],
	Config: {
		User: '999',
		Tty: true,
		Env: ['POSTGRES_PASSWORD=hunter2', 'URL=postgres://a:hunter2@db', 'LANG=C.UTF-8', 'BARE'],
		Image: 'postgres:17',
		WorkingDir: '/srv',
		Labels: { 'com.example.token': 'hunter2', 'com.docker.compose.config-hash': '0a1b'.repeat(16), plain: 'yes' },
		Healthcheck: {
			Test: ['CMD-SHELL', 'PGPASSWORD=hunter2 pg_isready'],
			Interval: 30_000_000_000,
			Timeout: 2_500_000_000,
			Retries: 3,
		},
	},
	NetworkSettings: {
		Ports: { '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '5433' }], '9000/udp': null },
		Networks: {
			aixcl_default: { Aliases: ['postgres'], IPAddress: '172.18.0.2', Gateway: '172.18.0.1', GlobalIPv6Address: '' },
		},
	},
};

test('an inspection of Docker is read as a whole, and nothing secret in it is kept', () => {
	const details = parseDetails(answer);
	expect(details).toEqual({
		id,
		name: 'postgres',
		image: 'postgres:17',
		imageId: answer.Image,
		createdAt: Date.UTC(2026, 10, 23, 9, 59, 59, 500),
		command: 'docker-entrypoint.sh postgres -c "log_line_prefix=%m [%p]" --api-key=********',
		workingDir: '/srv',
		user: '999',
		restartPolicy: 'on-failure:5',
		env: [
			{ name: 'POSTGRES_PASSWORD', value: '********', isMasked: true },
			{ name: 'URL', value: 'postgres://a:********@db', isMasked: true },
			{ name: 'LANG', value: 'C.UTF-8', isMasked: false },
			{ name: 'BARE', value: '', isMasked: false },
		],
		labels: [
			{ name: 'com.example.token', value: '********' },
			{ name: 'com.docker.compose.config-hash', value: '0a1b'.repeat(16) },
			{ name: 'plain', value: 'yes' },
		],
		mounts: [
			{ type: 'volume', source: 'data', target: '/data', isReadOnly: false },
			{ type: 'bind', source: '/etc/x', target: '/x', isReadOnly: true },
		],
		networks: [{ name: 'aixcl_default', address: '172.18.0.2', gateway: '172.18.0.1', aliases: ['postgres'] }],
		networkMode: 'aixcl_default',
		ports: [
			{ hostIp: '127.0.0.1', hostPort: 5433, containerPort: 5432, protocol: 'tcp' },
			{ hostIp: undefined, hostPort: undefined, containerPort: 9000, protocol: 'udp' },
		],
		memoryLimit: 268_435_456,
		cpuLimit: 1.5,
		pidsLimit: undefined,
		isPrivileged: true,
		isReadOnlyRoot: true,
		capAdd: ['CAP_NET_ADMIN'],
		capDrop: ['ALL'],
		logDriver: 'json-file',
		isTty: true,
		health: {
			test: 'CMD-SHELL PGPASSWORD=******** pg_isready',
			interval: 30,
			timeout: 2.5,
			retries: 3,
			failingStreak: 3,
			probes: [
				{ at: Date.UTC(2026, 10, 23, 10, 59, 1), exitCode: 0, output: 'ok' },
				{
					at: Date.UTC(2026, 10, 23, 10, 59, 31, 250),
					exitCode: 1,
					output: 'cannot reach postgres://a:********@db ␛refused',
				},
			],
		},
	});
	expect(JSON.stringify(details)).not.toContain('hunter2');
});

test('the list is told why it failed, without secrets', () => {
	expect(parseInspection(answer)).toMatchObject({
		isOomKilled: true,
		error: 'failed to set up container networking: port is already allocated␛',
		healthOutput: 'cannot reach postgres://a:********@db ␛refused',
		healthFailures: 3,
	});
	const { Health: _, ...healthless } = answer.State;
	expect(parseInspection({ ...answer, State: { ...healthless, Error: '', OOMKilled: undefined } })).toMatchObject({
		isOomKilled: undefined,
		error: undefined,
		healthOutput: undefined,
		healthFailures: undefined,
	});
});

test('the end of long output is what is shown', () => {
	const Log = [{ ExitCode: 1, Output: `${'x'.repeat(4000)}\nthe reason` }];
	const { healthOutput } = parseInspection({ State: { Health: { Status: 'unhealthy', FailingStreak: 1, Log } } });
	expect(healthOutput).toMatch(/^…x+ the reason$/);
	expect(healthOutput!.length).toBeLessThanOrEqual(500);
});

test.each([
	null,
	7,
	[],
	{},
	{ State: null, Config: [], HostConfig: 'x', NetworkSettings: { Networks: null }, Mounts: {} },
])('%j is read as nothing known', json => {
	const details = parseDetails(json);
	expect(details).toMatchObject({ id: '', env: [], labels: [], mounts: [], networks: [], ports: [], command: '' });
	expect(details.health).toBeUndefined();
});
