import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;
const pageBytes = 4096;

/** One process as /proc tells it. */
export type Process = {
	readonly pid: number;
	readonly parent: number;
	readonly name: string;
	/** Seconds of CPU, those of its ended children included. */
	readonly cpu: number;
	/** Bytes. */
	readonly rss: number;
};

const parseStat = (pid: number, text: string): Process => {
	const end = text.lastIndexOf(')');
	const fields = text.slice(end + 2).split(' ');
	const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
	return {
		pid,
		parent: Number(fields[1]),
		name: text.slice(text.indexOf('(') + 1, end),
		cpu: ticks / ticksPerSecond,
		rss: Number(fields[21]) * pageBytes,
	};
};

const readProcesses = (): Process[] =>
	readdirSync('/proc')
		.filter(name => /^\d+$/.test(name))
		.flatMap(name => {
			try {
				return [parseStat(Number(name), readFileSync(`/proc/${name}/stat`, 'utf8'))];
			} catch {
				return [];
			}
		});

/** A process and all that descend from it, at this moment. */
export const processTree = (root: number): readonly Process[] => {
	const all = readProcesses();
	const found = all.filter(({ pid }) => pid === root);
	for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
	return found;
};

/** Seconds of CPU that a process and all below it have used. */
export const cpuOf = (tree: readonly Process[]): number => tree.reduce((sum, { cpu }) => sum + cpu, 0);

/** Resident bytes of a process and all below it; what they share counts for each. */
export const rssOf = (tree: readonly Process[]): number => tree.reduce((sum, { rss }) => sum + rss, 0);

/** As resident bytes, but what several processes share is divided among them. */
export const pssOf = (tree: readonly Process[]): number =>
	tree.reduce((sum, { pid }) => {
		try {
			const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
			return sum + Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024;
		} catch {
			return sum;
		}
	}, 0);

/** Seconds of CPU that the whole machine has used since it booted. */
export const machineCpu = (): number => {
	const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!.trim().split(/\s+/);
	const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields.map(Number);
	return (user + nice + system + irq + softirq + steal) / ticksPerSecond;
};

/** The first process with one of these names that has a text in its command line. */
export const findProcess = (name: string, text: string): number | undefined =>
	readProcesses().find(process => {
		if (process.name !== name) return false;
		try {
			return readFileSync(`/proc/${process.pid}/cmdline`, 'utf8').includes(text);
		} catch {
			return false;
		}
	})?.pid;
