import { mkdir, mkdtemp, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram as run } from '../../../src/engine/run-program.ts';
import { services } from '../../../src/stack/services.ts';
import { describeStack } from '../describe-parts.ts';
import { runProgram } from '../run-program.ts';
import { type StackEngine, startStackEngine } from '../shipped-stack.ts';
import { waitUntil } from '../wait-until.ts';

/** What a machine without a GPU runs. */
const always = services.filter(({ profile }) => profile === undefined).map(({ name }) => name);

const root = fileURLToPath(new URL('../../..', import.meta.url));

// Ten images start at once, on a machine that may have more to do.
const START_MS = 280_000;

describeStack('the packed package alone', parts => {
	let engine: StackEngine;
	let folder = '';
	beforeAll(async () => {
		engine = await startStackEngine(parts);
		folder = await mkdtemp(join(engine.folder, 'packed-'));
		await mkdir(join(folder, 'programs'));
		await symlink(parts.docker, join(folder, 'programs', 'docker'));
		await symlink(process.execPath, join(folder, 'programs', 'node'));
		const npm = await runProgram('sh', ['-c', 'command -v npm'], { env: { PATH: process.env.PATH ?? '' } });
		const packing = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder, root];
		await runProgram(npm, packing, { env: { PATH: process.env.PATH ?? '', HOME: folder } });
		const [archive = ''] = (await readdir(folder)).filter(name => name.endsWith('.tgz'));
		await runProgram('tar', ['-C', folder, '-xzf', join(folder, archive)]);
	});
	afterAll(() => engine?.stop());

	/** Runs the package's command where the engine publishes its ports, in an empty folder. */
	const aixcl = async (...args: readonly string[]) => {
		const { status, output, complaint } = await run(
			'nsenter',
			[`--net=${engine.netns}`, join(folder, 'package', 'dist', 'aixcl'), ...args],
			{
				env: {
					PATH: `${join(folder, 'programs')}:/usr/sbin:/usr/bin:/sbin:/bin`,
					HOME: folder,
					LANG: 'C.UTF-8',
					DOCKER_HOST: engine.access.dockerHost,
					DOCKER_CONFIG: engine.access.settings,
					// A scrape may take as long as its interval, which is little on a machine that is busy.
					SCRAPE_INTERVAL: '5s',
					NODE_SCRAPE_INTERVAL: '5s',
				},
				ms: START_MS,
			},
		);
		return { status, stdout: output, stderr: complaint };
	};

	it('starts the stack, knows that all of it is well, and shows all of it', { timeout: START_MS }, async () => {
		const started = await aixcl('start');
		expect(started.status, started.stderr).toBe(0);

		const { status, stdout } = await aixcl('status', '--json');
		const report = JSON.parse(stdout) as {
			services: { name: string; condition: string }[];
			source: { targets: number; targets_down: string[] };
		};
		expect(status, stdout).toBe(0);
		for (const { name, condition } of report.services)
			expect(condition, name).toBe(name === 'pgadmin' ? 'absent' : 'up');

		const top = await aixcl('top', '--once', '--json');
		const shown = JSON.parse(top.stdout) as { source: { name: string }; containers: { name: string }[] };
		expect(shown.source.name).toBe('prometheus');
		expect(shown.containers.map(({ name }) => name).toSorted()).toEqual(always.toSorted());
	});

	it('finds nothing wrong with it, and every endpoint where it says', async () => {
		let wrong = '';
		const checks = await waitUntil(
			async () => {
				const { stdout } = await aixcl('doctor', '--json');
				const { checks: all } = JSON.parse(stdout) as { checks: { id: string; verdict: string; text: string }[] };
				// The recording rules are seen when they have been evaluated once.
				const isWrong = (id: string, verdict: string) =>
					id === 'rules' ? verdict !== 'pass' : verdict === 'fail' && id !== 'disk';
				const failed = all.filter(({ verdict, id }) => isWrong(id, verdict));
				wrong = failed.map(({ text }) => text).join('\n');
				return failed.length === 0 && all;
			},
			{ what: 'nothing to be wrong', seconds: 90, why: () => wrong },
		);
		const endpoints = checks
			.filter(({ id }) => id.startsWith('endpoint.'))
			.map(({ id }) => id.slice('endpoint.'.length));
		const models = ['ollama.path', 'ollama.exporter'];
		for (const id of ['prometheus', 'targets', 'rules', 'clock', 'compose', 'secrets', ...models])
			expect(checks.find(check => check.id === id)?.verdict, id).toBe('pass');
		expect(endpoints.toSorted()).toEqual(always.filter(name => name !== 'postgres').toSorted());
	});

	it('starts pgAdmin by its profile, with a password of its own, and shows it', { timeout: START_MS }, async () => {
		const started = await aixcl('start', '--profile', 'pgadmin');
		expect(started.status, started.stderr).toBe(0);
		expect(started.stdout).toMatch(/^ {2}pgAdmin +http:\/\/127\.0\.0\.1:5050$/m);
		const health = '{{.State.Health.Status}} {{.Config.User}}';
		expect(await engine.docker('inspect', '--format', health, 'pgadmin')).toBe('healthy 5050');

		const file = join(folder, '.local', 'state', 'aixcl', 'secrets', 'pgadmin_password');
		const password = await readFile(file, 'utf8');
		expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
		expect(await engine.docker('exec', 'pgadmin', 'cat', '/run/secrets/pgadmin_password')).toBe(password);
		const told = [started.stdout, started.stderr, await engine.docker('inspect', 'pgadmin')].join('\n');
		expect(told).not.toContain(password);
		expect(await engine.docker('logs', 'pgadmin')).not.toContain(password);

		const { stdout } = await aixcl('status', '--json');
		const { services } = JSON.parse(stdout) as { services: { name: string; condition: string; url?: string }[] };
		expect(services.find(({ name }) => name === 'pgadmin')).toMatchObject({
			condition: 'up',
			url: 'http://127.0.0.1:5050',
		});
		expect((await aixcl('status')).stdout).toMatch(/^pgadmin +healthy .* http:\/\/127\.0\.0\.1:5050$/m);

		// It has the database, and no way to the monitoring.
		await expect(engine.docker('exec', 'pgadmin', 'nslookup', 'postgres')).resolves.toContain('Address');
		await expect(engine.docker('exec', 'pgadmin', 'nslookup', 'prometheus')).rejects.toThrow();

		// What was started by a profile is restarted without naming it again.
		const before = await engine.docker('inspect', '--format', '{{.State.StartedAt}}', 'pgadmin');
		const restarted = await aixcl('restart', 'pgadmin');
		expect(restarted.status, restarted.stderr).toBe(0);
		expect(await engine.docker('inspect', '--format', '{{.State.StartedAt}}', 'pgadmin')).not.toBe(before);
	});

	it('gives the exporter its role in a database that was there before', async () => {
		const sql = 'drop owned by aixcl_exporter; drop role aixcl_exporter';
		await engine.docker('exec', 'postgres', 'psql', '-U', 'webui', '-d', 'webui', '-c', sql);
		expect((await aixcl('start', 'postgres-exporter')).status).toBe(0);
		const roles = "select count(*) from pg_roles where rolname = 'aixcl_exporter' and rolcanlogin";
		expect(await engine.docker('exec', 'postgres', 'psql', '-U', 'webui', '-d', 'webui', '-Atc', roles)).toBe('1');
	});
});
