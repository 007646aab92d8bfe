import { setTimeout as pause } from 'node:timers/promises';
import type { Figures } from './figures.ts';
import { interval } from './options.ts';
import { bytesWithin } from './output.ts';
import { cpuOf, machineCpu, processTree, pssOf, rssOf } from './processes.ts';
import type { Terminal } from './terminal.ts';

const sampleEvery = 500;

/** What a program costs while nobody touches it. `engine` is the process whose CPU is told beside. */
export const measureSteady = async (
	terminal: Terminal,
	seconds: number,
	engine: number | undefined,
): Promise<Figures> => {
	const sample = () => {
		const tree = processTree(terminal.pid);
		return {
			at: terminal.now(),
			tree,
			cpu: cpuOf(tree),
			rss: rssOf(tree),
			machine: machineCpu(),
			own: process.cpuUsage(),
			engine: engine === undefined ? undefined : cpuOf(processTree(engine)),
		};
	};
	const first = sample();
	let last = first;
	let rss = first.rss;
	while (last.at < first.at + seconds * 1000) {
		await pause(Math.min(sampleEvery, first.at + seconds * 1000 - last.at));
		last = sample();
		rss = Math.max(rss, last.rss);
	}
	const span = (last.at - first.at) / 1000;
	const cpu = last.cpu - first.cpu;
	const ours = (last.own.user - first.own.user + last.own.system - first.own.system) / 1e6;
	const bytes = bytesWithin(terminal.chunks, first.at, last.at);
	return {
		bytesPerSecond: bytes / span,
		bytesPerRefresh: (bytes / span) * interval,
		cpu: (cpu / span) * 100,
		cpuPerRefresh: (cpu / span) * 1000 * interval,
		rss,
		pss: pssOf(last.tree),
		otherCpu: ((last.machine - first.machine - cpu - ours) / span) * 100,
		engineCpu: engine === undefined ? undefined : ((last.engine! - first.engine!) / span) * 100,
	};
};

/** Percent of a core that a process and those below it use over some seconds, with none of our programs running. */
export const measureIdle = async (pid: number, seconds: number): Promise<number> => {
	const before = cpuOf(processTree(pid));
	await pause(seconds * 1000);
	return ((cpuOf(processTree(pid)) - before) / seconds) * 100;
};
