import { readFileSync } from 'node:fs';

const childrenOf = (pid: number): readonly number[] => {
	try {
		const told = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
		return told === '' ? [] : told.split(' ').map(Number);
	} catch {
		// It has ended meanwhile, or this system has no such file; then only the process itself is known.
		return [];
	}
};

/** The processes below one, the farthest first. */
const below = (pid: number): readonly number[] => childrenOf(pid).flatMap(child => [...below(child), child]);

const tell = (pid: number, signal: NodeJS.Signals) => {
	try {
		process.kill(pid, signal);
	} catch {
		// Gone already.
	}
};

/** Kills a process and all below it, wherever their terminals and groups are. */
export const endTree = (pid: number): void => {
	// Stopped, it starts no others while they are counted.
	tell(pid, 'SIGSTOP');
	for (const each of [...below(pid), pid]) tell(each, 'SIGKILL');
};
