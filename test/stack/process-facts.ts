import { readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

/** Bytes that one network device has received and sent. */
export type DeviceTraffic = { readonly device: string; readonly received: number; readonly sent: number };

/** When a process began, in seconds since 1970. */
export function startOf(pid: number): number {
	const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '';
	const ticks = Number(afterName.split(' ')[19]);
	const boot = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]);
	return boot + ticks / TICKS_A_SECOND;
}

/** Every network device that a process sees but its loopback. */
export function trafficOf(pid: number): readonly DeviceTraffic[] {
	const lines = readFileSync(`/proc/${pid}/net/dev`, 'utf8').split('\n').slice(2).filter(Boolean);
	return lines
		.map(line => line.trim().split(/[:\s]+/))
		.map(([device = '', ...counts]) => ({ device, received: Number(counts[0]), sent: Number(counts[8]) }))
		.filter(({ device }) => device !== 'lo');
}
