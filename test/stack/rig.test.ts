import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { askOne } from './prometheus.ts';
import { describeRig } from './require-rig.ts';
import { removeAbandoned } from './scratch.ts';
import { waitUntil } from './wait-until.ts';

const UP = fileURLToPath(new URL('./up.ts', import.meta.url));

describeRig('the rig', rig => {
	const ask = (query: string) => askOne(rig.prometheusUrl, query);
	const stateOf = (name: string) => rig.docker('inspect', '--format', '{{.State.Status}}', name);

	afterEach(async () => {
		await rig.prometheus.resume();
		await rig.prometheus.start();
		await rig.engine.resume();
		await rig.engine.start();
	});

	it('has a container in every state', async () => {
		const lines = await rig.docker('ps', '--all', '--format', '{{.Names}} {{.Status}}');
		const statuses = Object.fromEntries(lines.split('\n').map(line => line.split(/ (.*)/)));
		expect(Object.keys(rig.containers).sort()).toEqual(['busy', 'chatty', 'fine', 'gone', 'sick', 'tty']);
		expect(statuses).toEqual({
			busy: expect.stringMatching(/^Up/),
			chatty: expect.stringMatching(/^Up/),
			fine: expect.stringMatching(/^Up.*\(healthy\)/),
			gone: expect.stringMatching(/^Exited \(3\)/),
			sick: expect.stringMatching(/^Up.*\(unhealthy\)/),
			tty: expect.stringMatching(/^Up/),
		});
	});

	it('has series whose numbers are those of the engine, for the watched containers only', async () => {
		const limit = `container_spec_memory_limit_bytes{id="/docker/${rig.containers.busy}",name="busy"}`;
		expect(await ask(limit)).toBe(64 * 2 ** 20);
		expect(await ask('count(container_last_seen)')).toBe(rig.watched.length);
		const used = 'container_cpu_usage_seconds_total{name="busy"}[10s]';
		// It may use a fifth of a core, and gets less of one where others want it too: not the same in each second of ten.
		const agreed = await waitUntil(
			async () => {
				const cores = (await ask(`rate(${used}) and count_over_time(${used}) >= 9`)) ?? 0;
				const stats = await rig.docker('stats', '--no-stream', '--format', '{{.CPUPerc}}', 'busy');
				return cores > 0.05 && Math.abs(cores - Number.parseFloat(stats) / 100) < 0.05;
			},
			{ what: 'the same CPU use from cAdvisor and from the engine' },
		);
		expect(agreed).toBe(true);
	});

	it('has a working set without the cached file', async () => {
		const usage = await ask('container_memory_usage_bytes{name="fine"}');
		const workingSet = await ask('container_memory_working_set_bytes{name="fine"}');
		// How much of the file is still in memory is the kernel's affair.
		expect(usage).toBeGreaterThan(workingSet ?? Number.POSITIVE_INFINITY);
		expect(workingSet).toBeLessThan(12 * 2 ** 20);
	});

	it('has sessions, traffic and a role that may see them', async () => {
		const sessions = await rig.psql("select count(*) from pg_stat_activity where backend_type = 'client backend'");
		expect(Number(sessions)).toBeGreaterThanOrEqual(8);
		const exported = await waitUntil(() => ask('sum(pg_stat_activity_count)'), { what: 'the exported sessions' });
		expect(exported).toBeGreaterThanOrEqual(7);
		const idle = 'max(pg_stat_activity_max_tx_duration{state="idle in transaction"})';
		expect(await waitUntil(async () => ((await ask(idle)) ?? 0) > 0, { what: 'a session idle in transaction' })).toBe(
			true,
		);
		const rate = 'sum(rate(pg_stat_database_xact_commit{datname="webui"}[10s]))';
		expect(await waitUntil(async () => ((await ask(rate)) ?? 0) > 3, { what: 'traffic' })).toBe(true);
	});

	it('gives a killed Prometheus the same address and data', async () => {
		const started = await ask('min_over_time(timestamp(up{job="node"})[1h:1s])');
		await rig.prometheus.kill();
		await expect(ask('up')).rejects.toThrow();
		await rig.prometheus.start();
		expect(await ask('min_over_time(timestamp(up{job="node"})[1h:1s])')).toBe(started);
	});

	it('freezes the engine', async () => {
		await rig.engine.pause();
		const answer = rig.docker('version');
		await rig.engine.resume();
		expect(await answer).toContain('Server');
	});

	it('brings the containers back with the engine', async () => {
		await rig.engine.restart();
		await waitUntil(async () => (await stateOf('chatty')) === 'running', { what: 'chatty to run' });
		expect(await stateOf('gone')).toBe('exited');
		await rig.engine.kill();
		await expect(rig.docker('ps')).rejects.toThrow();
		await rig.engine.start();
		await waitUntil(async () => (await stateOf('chatty')) === 'running', { what: 'chatty to run again' });
	});

	for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
		it(`leaves nothing behind when its owner gets ${signal}`, async () => {
			const owner = spawn(process.execPath, [UP], { stdio: ['ignore', 'pipe', 'inherit'] });
			let output = '';
			owner.stdout.setEncoding('utf8').on('data', text => {
				output += text;
			});
			await waitUntil(() => output.includes('Ctrl-C'), { what: 'a second rig', seconds: 90 });
			const folder = /unix:\/\/(.*)\/engine\//.exec(output)?.[1] ?? '';
			expect(existsSync(folder)).toBe(true);
			const ended = once(owner, 'exit');
			owner.kill(signal);
			expect(await ended).toEqual([null, signal]);
			await waitUntil(async () => (await programsIn(folder)).length === 0, { what: 'its programs to end' });
			// Nothing can be done at the end of a process that was killed: the next rig does it.
			if (signal === 'SIGKILL') await removeAbandoned();
			expect(existsSync(folder)).toBe(false);
			expect(await readFile('/proc/self/mounts', 'utf8')).not.toContain(folder);
		});
	}
});

async function programsIn(folder: string): Promise<readonly string[]> {
	const commands = await Promise.all(
		(await readdir('/proc'))
			.filter(name => /^\d+$/.test(name))
			.map(name => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')),
	);
	return commands.filter(command => command.includes(`${folder}/`));
}
