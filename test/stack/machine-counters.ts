import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { trafficOf } from './process-facts.ts';

const SECTOR = 512;
const MODES = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const;

/** What the kernel has counted since the machine started. */
export type Counters = {
	/** Milliseconds of the monotonic clock. */
	readonly at: number;
	/** Ticks of all processors together, by mode. */
	readonly cpu: Readonly<Record<(typeof MODES)[number], number>>;
	/** Bytes by device, as `read` and `written`, or `received` and `sent`. */
	readonly bytes: ReadonlyMap<string, readonly [number, number]>;
};

/** Reads /proc/stat, /proc/diskstats and /proc/net/dev. */
export function readCounters(): Counters {
	const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/ +/).map(Number);
	const disks = readFileSync('/proc/diskstats', 'utf8')
		.trim()
		.split('\n')
		.map(line => line.trim().split(/ +/))
		.map(fields => [fields[2] ?? '', [Number(fields[5]) * SECTOR, Number(fields[9]) * SECTOR]] as const);
	const networks = trafficOf(process.pid).map(({ device, received, sent }) => [device, [received, sent]] as const);
	return {
		at: performance.now(),
		cpu: Object.fromEntries(MODES.map((mode, index) => [mode, ticks[index] ?? 0])) as Counters['cpu'],
		bytes: new Map<string, readonly [number, number]>([...disks, ...networks]),
	};
}

/** What was counted between two readings: shares of the processors' time, and bytes a second. */
export function ratesBetween(from: Counters, to: Counters) {
	const spent = (modes: readonly (typeof MODES)[number][]) =>
		modes.reduce((sum, mode) => sum + to.cpu[mode] - from.cpu[mode], 0);
	const share = (...modes: readonly (typeof MODES)[number][]) => spent(modes) / spent(MODES);
	const seconds = (to.at - from.at) / 1000;
	return {
		busy: share('user', 'nice', 'system', 'irq', 'softirq'),
		share,
		bytesPerSecond: (device: string): readonly [number, number] => {
			const [before, after] = [from.bytes.get(device), to.bytes.get(device)];
			if (!before || !after) return [Number.NaN, Number.NaN];
			return [(after[0] - before[0]) / seconds, (after[1] - before[1]) / seconds];
		},
	};
}

/** Processors that the system counts. */
export const processors = cpus().length;
