import { mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram as run } from '../../src/engine/run-program.ts';
import { serviceNames } from '../../src/stack/services.ts';
import { describeStack } from './describe-stack.ts';
import { runProgram } from './run-program.ts';
import { type StackEngine, startStackEngine } from './shipped-stack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

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
					SCRAPE_INTERVAL: '1s',
					NODE_SCRAPE_INTERVAL: '1s',
				},
				ms: 170_000,
			},
		);
		return { status, stdout: output, stderr: complaint };
	};

	it('starts the stack, knows that all of it is well, and shows all of it', async () => {
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
		expect(shown.containers.map(({ name }) => name).toSorted()).toEqual(
			serviceNames.filter(name => name !== 'pgadmin').toSorted(),
		);
	});

	it('finds nothing wrong with it, and every endpoint where it says', async () => {
		const { stdout } = await aixcl('doctor', '--json');
		const { checks } = JSON.parse(stdout) as { checks: { id: string; verdict: string; text: string }[] };
		const wrong = checks.filter(({ verdict, id }) => verdict === 'fail' && id !== 'disk');
		expect(wrong).toEqual([]);
		const endpoints = checks
			.filter(({ id }) => id.startsWith('endpoint.'))
			.map(({ id }) => id.slice('endpoint.'.length));
		for (const id of ['prometheus', 'targets', 'rules', 'clock', 'compose', 'secrets'])
			expect(checks.find(check => check.id === id)?.verdict, id).toBe('pass');
		expect(endpoints.toSorted()).toEqual(
			serviceNames.filter(name => name !== 'pgadmin' && name !== 'postgres').toSorted(),
		);
	});

	it('gives the exporter its role in a database that was there before', async () => {
		const sql = 'drop owned by aixcl_exporter; drop role aixcl_exporter';
		await engine.docker('exec', 'postgres', 'psql', '-U', 'webui', '-d', 'webui', '-c', sql);
		expect((await aixcl('start', 'postgres-exporter')).status).toBe(0);
		const roles = "select count(*) from pg_roles where rolname = 'aixcl_exporter' and rolcanlogin";
		expect(await engine.docker('exec', 'postgres', 'psql', '-U', 'webui', '-d', 'webui', '-Atc', roles)).toBe('1');
	});
});
