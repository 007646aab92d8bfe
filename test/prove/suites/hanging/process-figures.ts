import { readFileSync } from 'node:fs';

const figure = (pid: number, file: string, name: string) =>
	Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1]);

/** Resident memory in KiB. */
export const residentMemory = (pid: number): number => figure(pid, 'status', 'VmRSS');

/** Bytes that a process has written since it began. */
export const written = (pid: number): number => figure(pid, 'io', 'wchar');

export const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));
