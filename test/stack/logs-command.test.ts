import { afterEach, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { removeWriters, runWriter } from './log-writers.ts';
import { describeRig } from './require-rig.ts';
import { waitUntil } from './wait-until.ts';

// Counts its runs, and writes a line of each to both streams.
const counting =
	'n=$(($(cat /runs 2>/dev/null || echo 0) + 1)); echo $n >/runs; echo "run $n"; echo "run $n failed" >&2; exec sleep 99';

describeRig('aixcl logs on a real engine', rig => {
	const former = '0123456789ab_writer';

	afterEach(() => removeWriters(rig, 'writer', former));

	const logs = async (...args: readonly string[]) => {
		const { status, stdout, stderr } = await runCli(['logs', ...args], { DOCKER_HOST: rig.dockerHost });
		expect(status, stderr).toBe(0);
		return stdout.split('\n').filter(Boolean).toSorted();
	};
	const written = (what: string) =>
		waitUntil(async () => (await rig.docker('logs', 'writer')).includes(what), { what: `${what} to be written` });

	it('tells what a container wrote before its last start', async () => {
		await runWriter(rig, 'writer', counting);
		await written('run 1');
		expect(await logs('writer', '--previous')).toEqual([]);
		await rig.docker('restart', '--time', '0', 'writer');
		await written('run 2');
		expect(await logs('writer', '--previous')).toEqual(['run 1', 'run 1 failed']);
		expect(await logs('writer', '--previous', '--grep', '!failed')).toEqual(['run 1']);
		expect(await logs('writer', '--previous', '-n', '1')).toHaveLength(1);
		expect(await logs('writer')).toEqual(['run 1', 'run 1 failed', 'run 2', 'run 2 failed']);
	});

	it('tells what the container wrote that it has replaced', async () => {
		await runWriter(rig, 'writer', 'echo of the one before');
		await rig.docker('wait', 'writer');
		await rig.docker('rename', 'writer', former);
		await runWriter(rig, 'writer', 'echo of the new one; exec sleep 99');
		await written('of the new one');
		expect(await logs('writer', '--previous')).toEqual(['of the one before']);
		expect(await logs('writer')).toEqual(['of the new one']);
	});

	it('ends at a time and begins at one, and tells the time of each line', async () => {
		await runWriter(rig, 'writer', 'echo one; usleep 1200000; echo two; usleep 1200000; echo three');
		await rig.docker('wait', 'writer');
		const timed = await logs('writer', '-t');
		expect(timed.map(line => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /, ''))).toEqual([
			'one',
			'two',
			'three',
		]);
		const told = (await rig.docker('logs', '--timestamps', 'writer')).split('\n');
		expect(timed.map(line => line.slice(0, 23))).toEqual(told.slice(0, 3).map(line => line.slice(0, 23)));
		const between = (index: number) => new Date(Date.parse(timed[index]!.split(' ')[0]!) + 600).toISOString();
		expect(await logs('writer', '--until', between(0))).toEqual(['one']);
		expect(await logs('writer', '--since', between(0), '--until', between(1))).toEqual(['two']);
		expect(await logs('writer', '--until', between(1), '-n', '1')).toEqual(['two']);
	});
});
