import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { composeFilePath } from '../../src/stack/paths.ts';
import { serviceNames } from '../../src/stack/services.ts';
import { fakeContainer, zeroTime } from '../support/fake-container.ts';
import { engineTest as test } from '../support/fake-engine-fixture.ts';
import { runCli } from './run-cli.ts';

const labels = (service: string, files = composeFilePath()) => ({
	'com.docker.compose.project': 'aixcl',
	'com.docker.compose.service': service,
	'com.docker.compose.project.config_files': files,
});
const second = (number: number) => `2026-11-23T10:00:0${number}.000000000Z`;
const logOf = (name: string, ...seconds: readonly number[]) =>
	seconds.map((at, index) => ({
		stream: index % 2 === 0 ? ('stdout' as const) : ('stderr' as const),
		at: second(at),
		text: `${name} ${at}`,
	}));
const ours = (index: number, name: string, facts: object = {}) =>
	fakeContainer(index, { name, labels: labels(name), ...facts });
const nowhere = { AIXCL_PROMETHEUS_URL: 'http://127.0.0.1:9' };

describe('aixcl status', () => {
	test('tells every service, and ends with 0 when those that are there are well', async ({ startFake }) => {
		const fake = await startFake({
			containers: [
				ours(1, 'ollama'),
				ours(2, 'postgres', { health: 'healthy' }),
				ours(3, 'grafana', { health: 'starting' }),
			],
		});
		const { status, stdout, stderr } = await runCli(['status'], { DOCKER_HOST: fake.url, ...nowhere });
		expect([status, stderr]).toEqual([0, '']);
		for (const name of serviceNames.filter(name => name !== 'nvidia-gpu-exporter'))
			expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
		expect(stdout).toMatch(/^postgres +healthy /m);
		expect(stdout).toMatch(/^grafana +starting .*http:\/\/127\.0\.0\.1:8080$/m);
		expect(stdout).toMatch(/^prometheus +not created/m);
		// Where there is no GPU nothing is missing.
		expect(stdout).not.toContain('nvidia-gpu-exporter');
		expect(stdout).toMatch(/^pgadmin +off \(profile pgadmin\)/m);
		expect(stdout).toMatch(/^Prometheus {2}Prometheus at 127\.0\.0\.1:9 /m);
		expect(fake.requests.filter(request => !request.startsWith('GET '))).toEqual([]);
	});

	test.for([
		['unhealthy', { health: 'unhealthy' }],
		['failing', { state: 'exited', exitCode: 1, finishedAt: second(1) }],
		['stopped', { state: 'exited', exitCode: 0, finishedAt: second(1) }],
		['failing', { state: 'restarting', exitCode: 1 }],
	] as const)('ends with 1 for a service that is %s: %j', async ([condition, facts], { startFake }) => {
		const fake = await startFake({ containers: [ours(1, 'ollama'), ours(2, 'postgres', facts)] });
		const { status, stdout } = await runCli(['status', '--json'], { DOCKER_HOST: fake.url, ...nowhere });
		const report = JSON.parse(stdout);
		expect([status, report.fine]).toEqual([1, false]);
		expect(report.services.find((service: { name: string }) => service.name === 'postgres').condition).toBe(condition);
	});

	test('serves another deployment: one-shots that ended well are fine', async ({ startFake }) => {
		const files = '/home/someone/services/docker-compose.yml';
		const fake = await startFake({
			containers: [
				fakeContainer(1, {
					name: 'ollama',
					labels: { ...labels('ollama', files), 'com.docker.compose.project': 'services' },
				}),
				fakeContainer(2, { name: 'vault-agent-postgres-bootstrap', state: 'exited', finishedAt: second(1) }),
				fakeContainer(3, { name: 'unrelated', state: 'exited', exitCode: 1, finishedAt: second(1) }),
			],
		});
		const { status, stdout } = await runCli(['status'], { DOCKER_HOST: fake.url, ...nowhere });
		expect(status).toBe(0);
		expect(stdout).toMatch(/^ollama \* +running/m);
		expect(stdout).toMatch(/^vault-agent-postgres-bootstrap \* +exited 0/m);
		expect(stdout).not.toContain('unrelated');
		expect(stdout).toContain(`* of another deployment (${files}): shown, never changed`);
	});

	test('ends with 1 where nothing of the stack is there', async ({ startFake }) => {
		const fake = await startFake({ containers: 1 });
		expect((await runCli(['status'], { DOCKER_HOST: fake.url, ...nowhere })).status).toBe(1);
	});
});

describe('aixcl logs', () => {
	const both = [
		ours(1, 'ollama', { log: logOf('ollama', 1, 4, 5) }),
		ours(2, 'postgres', { log: logOf('postgres', 2, 3, 6) }),
	];

	test('merges both streams of all containers in the order of time', async ({ startFake }) => {
		const fake = await startFake({ containers: both });
		const { status, stdout } = await runCli(['logs'], { DOCKER_HOST: fake.url });
		expect(status).toBe(0);
		expect(stdout).toBe(
			[
				'ollama   | ollama 1',
				'postgres | postgres 2',
				'postgres | postgres 3',
				'ollama   | ollama 4',
				'ollama   | ollama 5',
				'postgres | postgres 6',
				'',
			].join('\n'),
		);
	});

	test('takes the last lines of each, and those that match', async ({ startFake }) => {
		const fake = await startFake({ containers: both });
		const env = { DOCKER_HOST: fake.url };
		expect((await runCli(['logs', '-n', '1', 'ollama'], env)).stdout).toBe('ollama 5\n');
		expect((await runCli(['logs', 'ollama', '--grep', '[14]$'], env)).stdout).toBe('ollama 1\nollama 4\n');
		expect((await runCli(['logs', 'postgres', '--grep=nothing'], env)).stdout).toBe('');
	});

	test('lets nothing in a log act on the terminal', async ({ startFake }) => {
		const log = [{ stream: 'stdout' as const, at: second(1), text: '\u001b]0;title\u0007\u001b[2Jx' }];
		const fake = await startFake({ containers: [ours(1, 'ollama', { log }), ours(2, 'postgres')] });
		const { stdout } = await runCli(['logs'], { DOCKER_HOST: fake.url });
		expect(stdout).toMatch(/x\n$/);
		expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
	});

	test('names what there is where a name is wrong or has no container', async ({ startFake }) => {
		const fake = await startFake({ containers: both });
		const env = { DOCKER_HOST: fake.url };
		const wrong = await runCli(['logs', 'olama'], env);
		expect(wrong).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Did you mean ollama?') });
		const absent = await runCli(['logs', 'grafana'], env);
		expect(absent).toMatchObject({ status: 1, stderr: expect.stringContaining('aixcl start grafana') });
	});
});

test('nothing is created by commands that only look', async ({ startFake }) => {
	const fake = await startFake({ containers: [ours(1, 'ollama', { finishedAt: zeroTime })] });
	const home = mkdtempSync(join(tmpdir(), 'aixcl-state-'));
	const state = join(home, 'state');
	const env = { DOCKER_HOST: fake.url, XDG_STATE_HOME: state, ...nowhere };
	for (const args of [['status'], ['logs'], ['doctor', '--json'], ['metrics'], ['dashboard']]) await runCli(args, env);
	const { existsSync } = process.getBuiltinModule('node:fs');
	expect(existsSync(state)).toBe(false);
	rmSync(home, { recursive: true });
});

describe('aixcl doctor', () => {
	test('puts an engine that is not there first, with what to do, and ends with 1', async () => {
		const { status, stdout } = await runCli(['doctor'], { DOCKER_HOST: 'unix:///nonexistent.sock' });
		expect(status).toBe(1);
		expect(stdout).toMatch(/^fail {2}No container engine listens on unix:\/\/\/nonexistent\.sock\n {6}-> Start Docker/);
		expect(stdout).toMatch(/\nNext: Start Docker or Podman there[^\n]*\n$/);
	});

	test('puts a wrong setting before all', async () => {
		const { stdout } = await runCli(['doctor', '--json'], { GRAFANA_PORT: '0' });
		const { checks, next } = JSON.parse(stdout);
		expect(checks[0]).toMatchObject({ id: 'settings', verdict: 'fail' });
		expect(next).toBe('Correct it in the environment.');
	});

	test('follows a failed service to its log', async ({ startFake }) => {
		const fake = await startFake({ containers: [ours(1, 'postgres', { health: 'unhealthy' })] });
		const { stdout } = await runCli(['doctor'], { DOCKER_HOST: fake.url, ...nowhere });
		expect(stdout).toContain('fail  postgres: unhealthy\n      -> aixcl logs postgres --lines 50\n');
	});
});

describe('aixcl metrics and dashboard', () => {
	test('print the address and the way to it where there is no browser', async () => {
		const env = { SSH_CONNECTION: '10.0.0.9 51234 10.0.0.5 22', USER: 'ann', PROMETHEUS_PORT: '9095' };
		const { status, stdout } = await runCli(['metrics'], env);
		expect(status).toBe(0);
		expect(stdout).toContain('  http://127.0.0.1:9095/\n');
		expect(stdout).toContain('  ssh -N -L 9095:127.0.0.1:9095 ann@10.0.0.5\n');
	});

	test('open a dashboard by its name, at the Grafana that was asked for, without its password', async () => {
		const args = ['dashboard', 'docker-containers', '--grafana', 'https://me:secret@box.example/grafana'];
		const { stdout } = await runCli(args);
		expect(stdout).toContain('  https://box.example/grafana/d/docker-containers\n');
		expect(stdout).not.toMatch(/secret|ssh -N/);
	});

	test('know the dashboards there are', async () => {
		const { status, stderr } = await runCli(['dashboard', 'system-overveiw']);
		expect([status, stderr]).toEqual([
			2,
			'aixcl: There is no dashboard "system-overveiw"\n       Did you mean system-overview?\n',
		]);
	});
});

test('stats says that it is deprecated, then does what top does', async () => {
	const { stdout, stderr } = await runCli(['stats', '--once', '--source', 'local'], {
		DOCKER_HOST: 'unix:///nonexistent',
	});
	expect(stderr).toBe('aixcl: stats is deprecated and will go: use aixcl top.\n');
	expect(stdout).toMatch(/^CPU /m);
});
