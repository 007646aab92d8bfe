import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Figures } from './figures.ts';
import { floodName, measureFlood } from './flood.ts';
import { startPacedLog } from './paced-log.ts';
import type { Program } from './terminal.ts';

const run = promisify(execFile);
const image = 'aixcl-rig/busybox:1';
const perSecond = 50_000;

// As many lines as the clock asks for, twenty times a second: one process, for starting one takes longer than its lines.
const script = `awk 'BEGIN { while (1) {
	getline up < "/proc/uptime"; close("/proc/uptime"); split(up, part, " ")
	if (!began) began = part[1]
	for (to = (part[1] - began) * ${perSecond}; n < to; ) print "flood", ++n
	fflush(); system("usleep 50000")
} }'`;

/** With a container of the real engine; nothing where the image of the rig is not there. */
export const measureEngineFlood = async (
	program: Program,
	docker: string,
	dockerHost: string,
	seconds: number,
): Promise<Figures> => {
	const env = { ...process.env, DOCKER_HOST: dockerHost };
	const engine = (...args: readonly string[]) => run(docker, [...args], { env }).then(({ stdout }) => stdout.trim());
	const isThere = await engine('image', 'inspect', image).then(Boolean, () => false);
	if (!isThere) return {};
	await engine('run', '--detach', '--name', floodName, '--network', 'none', image, 'sh', '-c', script);
	const began = performance.now();
	try {
		const { keyMedian, key95, memory } = await measureFlood(program, seconds);
		const written = Number(/\d+/.exec(await engine('logs', '--tail', '1', floodName))?.[0]);
		return {
			floodKeyMedian: keyMedian,
			floodKey95: key95,
			floodMemory: memory,
			floodRate: written / ((performance.now() - began) / 1000),
		};
	} finally {
		await engine('rm', '--force', floodName);
	}
};

/** With a fake engine, which delivers them all: an engine that cannot would hide what is too slow in the program. */
export const measurePacedFlood = async (program: Program, seconds: number): Promise<Figures> => {
	const log = await startPacedLog(floodName, perSecond);
	try {
		const env = { ...program.env, DOCKER_HOST: log.url };
		const { keyMedian, key95, memory } = await measureFlood({ ...program, env }, seconds);
		return { pacedKeyMedian: keyMedian, pacedKey95: key95, pacedMemory: memory };
	} finally {
		await log.stop();
	}
};
