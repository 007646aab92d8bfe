import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ends (SIGKILL) every process whose command line names something below a rig's folder, and what those have started:
 * containers outlive an engine that was killed, and their parents carry the engine's folder in their arguments.
 */
export function killUsersOf(folder: string): void {
	const processes = readdirSync('/proc')
		.filter(name => /^\d+$/.test(name))
		.flatMap(describe);
	const doomed = new Set(processes.filter(({ command }) => command.includes(`${folder}/`)).map(({ pid }) => pid));
	doomed.delete(process.pid);
	let before = -1;
	while (doomed.size > before) {
		before = doomed.size;
		for (const { pid, parent } of processes) if (doomed.has(parent)) doomed.add(pid);
	}
	for (const pid of doomed) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It ended by itself in the meantime.
		}
	}
}

function describe(name: string) {
	try {
		const [, parent = '0'] = /\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
		return [{ pid: Number(name), parent: Number(parent), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
	} catch {
		return [];
	}
}
