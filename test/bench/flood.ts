import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Figures } from './figures.ts';
import { processTree, rssOf } from './processes.ts';
import { median, percentile95 } from './statistics.ts';
import { type Program, runInTerminal } from './terminal.ts';

const run = promisify(execFile);
const image = 'aixcl-rig/busybox:1';
const name = 'aixcl-bench-flood';
const patience = 5000;

// Five thousand lines, ten times a second.
const script =
	'i=0; while :; do awk -v s=$i \'BEGIN { for (n = s + 1; n <= s + 5000; n++) print "flood", n }\'; i=$((i+5000)); usleep 100000; done';

/**
 * How the log of a container that writes 50,000 lines a second, as far as the engine takes them, leaves keys answered
 * (help opened with `?`), and how much memory it takes at most. Nothing where the image of the rig is not there.
 */
export const measureFlood = async (
	program: Program,
	docker: string,
	dockerHost: string,
	seconds: number,
): Promise<Figures> => {
	const env = { ...process.env, DOCKER_HOST: dockerHost };
	const engine = (...args: readonly string[]) => run(docker, [...args], { env }).then(({ stdout }) => stdout.trim());
	const isThere = await engine('image', 'inspect', image).then(Boolean, () => false);
	if (!isThere) return {};
	await engine('run', '--detach', '--name', name, '--network', 'none', image, 'sh', '-c', script);
	const terminal = runInTerminal(program);
	try {
		const shows = async (pattern: RegExp) => {
			const found = await terminal.shows(pattern, patience);
			if (found === undefined) throw new Error(`the screen never showed ${pattern}:\n${terminal.text()}`);
			return found;
		};
		await shows(/ aixcl-bench-flo/);
		for (const key of ['/', ...'bench-flood', '\r', 'l', 'f']) terminal.press(key);
		await shows(/Logs aixcl-bench-flood · following[\s\S]*flood \d/);
		const times: number[] = [];
		let memory = 0;
		for (const until = terminal.now() + seconds * 1000; terminal.now() < until; ) {
			await pause(300 + Math.random() * 300);
			const at = terminal.now();
			terminal.press('?');
			times.push((await shows(/Everywhere/)) - at);
			terminal.press('?');
			await shows(/flood \d+ [^E]*$/);
			memory = Math.max(memory, rssOf(processTree(terminal.pid)));
		}
		const written = Number(/\d+/.exec(await engine('logs', '--tail', '1', name))?.[0]);
		return {
			floodKeyMedian: median(times),
			floodKey95: percentile95(times),
			floodMemory: memory,
			floodRate: written / seconds,
		};
	} finally {
		await terminal.stop();
		await engine('rm', '--force', name);
	}
};
