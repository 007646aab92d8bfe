import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the kernel counts for one control group at this moment; what it does not count is absent. */
export type CgroupReading = {
	readonly cpuSeconds?: number;
	readonly cpuPeriods?: number;
	readonly cpuThrottledPeriods?: number;
	/** Cores times the period, and the period, in microseconds. */
	readonly cpuQuota?: number;
	readonly cpuPeriod?: number;
	readonly memoryUsage?: number;
	readonly memoryInactiveFile?: number;
	/** 0 where there is no limit. */
	readonly memoryLimit?: number;
	readonly readBytes?: number;
	readonly writtenBytes?: number;
};

const MOUNT = '/sys/fs/cgroup';
const UNLIMITED = 2 ** 62;
const isUnified = () => existsSync(join(MOUNT, 'cgroup.controllers'));

/** Reads a control group by its path, such as `/docker/<id>`, on cgroup v1 and v2. */
export function readCgroup(path: string): CgroupReading {
	return isUnified() ? readUnified(path) : readLegacy(path);
}

/** The ids of the processes in a control group; none where the group is gone or empty. */
export function processesIn(path: string): readonly number[] {
	const listed = read(isUnified() ? '' : 'memory', path, 'cgroup.procs') ?? '';
	return listed.split('\n').filter(Boolean).map(Number);
}

function readLegacy(path: string): CgroupReading {
	const cpu = fields(read('cpu', path, 'cpu.stat'));
	const memory = fields(read('memory', path, 'memory.stat'));
	const limit = number(read('memory', path, 'memory.limit_in_bytes'));
	return present({
		cpuSeconds: scale(number(read('cpuacct', path, 'cpuacct.usage')), 1e-9),
		cpuPeriods: cpu.get('nr_periods'),
		cpuThrottledPeriods: cpu.get('nr_throttled'),
		cpuQuota: number(read('cpu', path, 'cpu.cfs_quota_us')),
		cpuPeriod: number(read('cpu', path, 'cpu.cfs_period_us')),
		memoryUsage: number(read('memory', path, 'memory.usage_in_bytes')),
		memoryInactiveFile: memory.get('total_inactive_file'),
		memoryLimit: limit !== undefined && limit > UNLIMITED ? 0 : limit,
		...transferred(read('blkio', path, 'blkio.throttle.io_service_bytes'), / Read (\d+)/g, / Write (\d+)/g),
	});
}

function readUnified(path: string): CgroupReading {
	const cpu = fields(read('', path, 'cpu.stat'));
	const memory = fields(read('', path, 'memory.stat'));
	const [quota, period] = read('', path, 'cpu.max')?.split(' ') ?? [];
	const limit = read('', path, 'memory.max')?.trim();
	return present({
		cpuSeconds: scale(cpu.get('usage_usec'), 1e-6),
		cpuPeriods: cpu.get('nr_periods'),
		cpuThrottledPeriods: cpu.get('nr_throttled'),
		cpuQuota: quota === 'max' ? -1 : number(quota),
		cpuPeriod: number(period),
		memoryUsage: number(read('', path, 'memory.current')),
		memoryInactiveFile: memory.get('inactive_file'),
		memoryLimit: limit === 'max' ? 0 : number(limit),
		...transferred(read('', path, 'io.stat'), / rbytes=(\d+)/g, / wbytes=(\d+)/g),
	});
}

function read(controller: string, path: string, file: string): string | undefined {
	try {
		return readFileSync(join(MOUNT, controller, path, file), 'utf8');
	} catch {
		return undefined;
	}
}

function fields(text: string | undefined): ReadonlyMap<string, number> {
	const lines = (text ?? '').split('\n').map(line => line.split(' '));
	return new Map(lines.map(([key = '', value]) => [key, Number(value)]));
}

function transferred(text: string | undefined, reads: RegExp, writes: RegExp) {
	if (text === undefined) return {};
	const sum = (pattern: RegExp) => [...text.matchAll(pattern)].reduce((total, [, bytes]) => total + Number(bytes), 0);
	return { readBytes: sum(reads), writtenBytes: sum(writes) };
}

const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const scale = (value: number | undefined, by: number) => (value === undefined ? undefined : value * by);

function present(reading: { readonly [Key in keyof CgroupReading]: number | undefined }): CgroupReading {
	return Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));
}
