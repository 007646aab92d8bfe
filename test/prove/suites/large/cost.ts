import { readFileSync, writeFileSync } from 'node:fs';
import { pause } from '../hanging/process-figures.ts';

const mostMemory = (pid: number): number =>
	Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** Resident memory that a process needed at most while something was done, beyond what it had before; MiB. */
export const costOf = async (pid: number, work: () => Promise<void>): Promise<number> => {
	// Forgets the most that it ever had.
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	await pause(200);
	const before = mostMemory(pid);
	await work();
	return (mostMemory(pid) - before) / 1024;
};
