import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createLocalSource } from '../../src/sources/local.ts';
import { parseCores, parseDisks, parseNetworks } from '../../src/sources/local-counters.ts';
import { createFileSystemSampler, fileSystemNumbers } from '../../src/sources/local-filesystems.ts';
import { ratesBetween } from '../../src/sources/local-rates.ts';
import { thisSystem } from '../../src/sources/local-system.ts';
import { toReadings } from '../../src/sources/measured.ts';

const { signal } = new AbortController();

const cores = (...ticks: readonly string[]) => parseCores(`cpu  1 2 3\n${ticks.join('\n')}\nintr 5\n`);

const counters = (at: number, cpu: string, disks: string, networks: string) => ({
	at,
	cores: cores(cpu),
	disks: parseDisks(disks),
	networks: parseNetworks(networks),
});

describe('rates of counters', () => {
	const head = 'Inter-|   Receive\n face |bytes\n';
	const before = counters(
		1000,
		'cpu0 100 0 50 800 50 0 0 0 0 0',
		'8 0 sda 1 0 1000 0 1 0 2000 0 0 500 0\n7 0 loop0 1 0 9 0 1 0 9 0 0 9 0',
		`${head}  eth0:1000 0 0 0 0 0 0 0 5000 0\n    lo: 7 0 0 0 0 0 0 0 7 0\n`,
	);
	const after = counters(
		3000,
		'cpu0 120 0 60 950 60 0 10 0 20 0',
		'8 0 sda 1 0 1200 0 1 0 2000 0 0 1500 0\n8 16 sdb 1 0 1 0 1 0 1 0 0 1 0',
		`${head}  eth0: 3000 0 0 0 0 0 0 0 4000 0\n    lo: 9 0 0 0 0 0 0 0 9 0\n`,
	);
	const readings = toReadings(ratesBetween(before, after), 0);
	const values = (id: keyof typeof readings) =>
		readings[id]?.map(({ labels, value }) => [Object.values(labels)[0], value]);

	it('share the time of each core among its modes', () => {
		expect(readings['host.cpu.ratio']![0]!.value).toBeCloseTo(0.2);
		expect(readings['host.cpu.core_ratio']![0]).toMatchObject({ labels: { cpu: '0' } });
		const modes = Object.fromEntries(values('host.cpu.mode_ratio')!);
		expect(modes.user).toBeCloseTo(0.1);
		expect(modes.iowait).toBeCloseTo(0.05);
		expect(modes.idle).toBeCloseTo(0.75);
	});

	it('are bytes a second of real devices that were there before', () => {
		expect(values('host.disk.read_bytes_per_second')).toEqual([['sda', 51_200]]);
		expect(values('host.disk.written_bytes_per_second')).toEqual([['sda', 0]]);
		expect(values('host.disk.busy_ratio')).toEqual([['sda', 0.5]]);
		expect(values('host.network.receive_bytes_per_second')).toEqual([['eth0', 1000]]);
	});

	it('are unknown where a counter was reset', () => {
		expect(values('host.network.transmit_bytes_per_second')).toBeUndefined();
	});
});

describe('file systems', () => {
	const mounted = [
		{ device: '/dev/vda', mountpoint: '/var/lib/docker', type: 'ext4', size: 100, used: 40, available: 40 },
		{ device: '/dev/vda', mountpoint: '/', type: 'ext4', size: 100, used: 40, available: 40 },
		{ device: 'tmpfs', mountpoint: '/run', type: 'tmpfs', size: 10, used: 1, available: 9 },
		{ device: '/dev/vdb', mountpoint: '/models', type: 'xfs', size: 1000, used: 0, available: 1000 },
	];

	it('are one a device, with the share that df tells', () => {
		const used = toReadings(fileSystemNumbers(mounted), 0)['host.filesystem.used_ratio']!;
		expect(used.map(({ labels, value }) => [labels.mountpoint, value])).toEqual([
			['/', 0.5],
			['/models', 0],
		]);
	});

	it('that hang are asked once, and waited for no longer than patience lasts', async () => {
		let asked = 0;
		let now = 0;
		const fileSystems = () => {
			asked += 1;
			return asked === 1 ? Promise.resolve(mounted) : new Promise<never>(() => {});
		};
		const sampler = createFileSystemSampler({ ...thisSystem, fileSystems }, () => now);
		expect(await sampler.read(1000)).not.toEqual([]);
		now = 20_000;
		expect(await sampler.read(1000)).not.toEqual([]);
		now = 70_000;
		expect(await sampler.read(1)).toEqual([]);
		expect(asked).toBe(2);
	});
});

describe('this machine', () => {
	it('is measured within one read where it may settle', async () => {
		const source = createLocalSource({ settle: 1000 });
		const snapshot = await source.read(signal);
		source.close();
		const value = (id: keyof typeof snapshot.readings) => snapshot.readings[id]?.[0]?.value;
		expect(snapshot.via).toBe('local');
		expect(snapshot.host).toEqual({ instance: hostname(), name: hostname() });
		expect(value('host.cpu.ratio')).toBeGreaterThanOrEqual(0);
		expect(value('host.cpu.ratio')).toBeLessThanOrEqual(1);
		expect(Math.abs(value('host.uptime_seconds')! - uptime())).toBeLessThan(2);
		expect(value('host.memory.total_bytes')).toBeGreaterThan(value('host.memory.used_bytes')!);
		expect(snapshot.readings['host.filesystem.used_ratio']).not.toHaveLength(0);
		if (process.platform === 'linux') {
			const total = /MemTotal:\s+(\d+) kB/.exec(readFileSync('/proc/meminfo', 'utf8'))![1];
			expect(value('host.memory.total_bytes')).toBe(Number(total) * 1024);
		}
	});

	it('has no rates at its first read otherwise, and never zeros in their place', async () => {
		const source = createLocalSource();
		const { readings } = await source.read(signal);
		source.close();
		expect(readings['host.cpu.ratio']).toBeUndefined();
		expect(readings['host.memory.used_bytes']).toHaveLength(1);
	});

	it('answers all who ask at once by one sample', async () => {
		let samples = 0;
		const counters = () => {
			samples += 1;
			return thisSystem.counters();
		};
		const source = createLocalSource({ system: { ...thisSystem, counters } });
		const [first, second] = await Promise.all([source.read(signal), source.read(signal)]);
		source.close();
		expect(first).toBe(second);
		expect(samples).toBe(1);
	});

	it('loses only what cannot be read', async () => {
		const broken = () => Promise.reject(new Error('no'));
		const source = createLocalSource({ system: { counters: broken, memory: broken, fileSystems: broken } });
		const { readings } = await source.read(signal);
		source.close();
		expect(Object.keys(readings).toSorted()).toEqual([
			'host.info',
			'host.load1',
			'host.load15',
			'host.load5',
			'host.uptime_seconds',
		]);
	});

	it('has no past before it was read', async () => {
		const source = createLocalSource();
		await expect(source.read(signal, { at: 1 })).rejects.toMatchObject({ code: 'local' });
		expect(await source.reach(signal)).toBeUndefined();
	});

	it('knows afterwards what it has measured, and no more than that', async () => {
		let now = Date.now();
		const source = createLocalSource({ now: () => now });
		const then = await source.read(signal);
		now += 20_000;
		const past = await source.read(signal, { at: now });
		expect(past).toMatchObject({ at: now, via: 'local', host: then.host });
		expect(past.readings['host.load1']![0]!.value).toBe(then.readings['host.load1']![0]!.value);
		expect(past.readings['host.load1']![0]!.at).toBeLessThanOrEqual(now);
		expect(past.readings['host.cpu.ratio']).toBeUndefined();
		expect(await source.reach(signal)).toBe(Math.floor(then.at / 10_000) * 10_000);
		now += 600_000;
		await expect(source.read(signal, { at: now - 300_000 })).rejects.toMatchObject({
			code: 'local',
			hint: 'Nothing was measured at that time.',
		});
		await expect(source.read(signal, { at: now + 60_000 })).rejects.toThrow(/still to come/);
		source.close();
	});
});
