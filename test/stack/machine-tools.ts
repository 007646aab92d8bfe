import { readFileSync } from 'node:fs';
import { runProgram } from './run-program.ts';

/** What `free -b` says of memory, in bytes. */
export async function free(): Promise<{ readonly total: number; readonly used: number; readonly available: number }> {
	const [, total, used, , , , available] = (await runProgram('free', ['-b'])).split('\n')[1]?.split(/ +/) ?? [];
	return { total: Number(total), used: Number(used), available: Number(available) };
}

/** What `df` says of the file system mounted at a place: bytes free for users, and used per cent as it counts them. */
export async function df(mountpoint: string): Promise<{ readonly free: number; readonly ratio: number }> {
	const answer = await runProgram('df', ['--block-size=1', '--output=used,avail', mountpoint]);
	const [used = 0, available = 0] = (answer.split('\n')[1] ?? '').trim().split(/ +/).map(Number);
	return { free: available, ratio: used / (used + available) };
}

/** The load averages of one, five and fifteen minutes. */
export const loads = (): readonly number[] => readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).map(Number);

/** Seconds since the machine started. */
export const uptime = (): number => Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);

/** Buffers, page cache and reclaimable slab, in bytes. */
export function cached(): number {
	const meminfo = readFileSync('/proc/meminfo', 'utf8');
	const kilobytes = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(meminfo)?.[1]);
	return (kilobytes('Buffers') + kilobytes('Cached') + kilobytes('SReclaimable')) * 1024;
}
