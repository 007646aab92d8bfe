import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { type Counters, parseCores, parseDisks, parseNetworks } from './local-counters.ts';

/** Bytes. */
export type Memory = {
	readonly total: number;
	readonly available: number;
	readonly cached: number;
	readonly swapTotal: number;
	readonly swapUsed: number;
};

/** One mounted file system as `df` tells it, in bytes. */
export type FileSystem = {
	readonly device: string;
	readonly mountpoint: string;
	readonly type: string;
	readonly size: number;
	readonly used: number;
	readonly available: number;
};

/** What can be learnt of this machine; each may reject. */
export type System = {
	counters(): Promise<Counters>;
	memory(): Promise<Memory>;
	/** Asks every file system that is mounted: costly, and never ends while one of them hangs. */
	fileSystems(): Promise<readonly FileSystem[]>;
};

const load = async () => (await import('systeminformation')).default;

// systeminformation starts a shell for each of these on Linux, and has neither iowait nor disks one by one.
const linuxCounters = async (): Promise<Counters> => {
	const [stat, disks, networks] = await Promise.all(
		['/proc/stat', '/proc/diskstats', '/proc/net/dev'].map(file => readFile(file, 'utf8').catch(() => '')),
	);
	return {
		at: performance.now(),
		cores: parseCores(stat ?? ''),
		disks: parseDisks(disks ?? ''),
		networks: parseNetworks(networks ?? ''),
	};
};

const otherCounters = async (): Promise<Counters> => {
	const { fsStats, networkStats } = await load();
	const [disks, networks] = await Promise.all([fsStats(), networkStats('*')]);
	return {
		at: performance.now(),
		cores: new Map(
			cpus().map(({ times }, index) => {
				const { user, nice, sys, idle, irq } = times;
				return [String(index), { user, nice, system: sys, idle, irq }];
			}),
		),
		disks: new Map(disks ? [['all', { read: disks.rx, written: disks.wx }]] : []),
		networks: new Map(networks.map(({ iface, rx_bytes, tx_bytes }) => [iface, { received: rx_bytes, sent: tx_bytes }])),
	};
};

/** This machine; the one user of systeminformation. */
export const thisSystem: System = {
	counters: process.platform === 'linux' ? linuxCounters : otherCounters,
	async memory() {
		const { total, available, buffers, cached, reclaimable, swaptotal, swapused } = await (await load()).mem();
		const swap = { swapTotal: swaptotal, swapUsed: swapused };
		return { total, available, cached: buffers + cached + (reclaimable ?? 0), ...swap };
	},
	async fileSystems() {
		const mounted = await (await load()).fsSize();
		return mounted.map(({ fs: device, mount: mountpoint, type, size, used, available }) => {
			return { device, mountpoint, type, size, used, available };
		});
	},
};
