import { expect, test } from 'vitest';
import { parseEarlierSample, parseSample, type Sample } from '../../src/engine/sample.ts';
import { memoryLimit, ratesBetween, workingSet } from '../../src/engine/usage.ts';
import { busy, cached, ended, waited } from './recorded-stats.ts';

const sampleOf = (json: unknown): Sample => {
	const sample = parseSample(json);
	if (sample === undefined) throw new Error('that is no sample');
	return sample;
};

test('CPU is the share of the machine times its cores, as docker stats has it', () => {
	const { cpuCores } = ratesBetween(sampleOf(busy[0]), sampleOf(busy[1]));
	expect(cpuCores).toBeCloseTo((399_907_160 / 4_050_000_000) * 2, 10);
});

test('an engine that took two samples itself needs no second question', () => {
	expect(ratesBetween(parseEarlierSample(waited), sampleOf(waited)).cpuCores).toBeCloseTo(0.0905784, 6);
	expect(parseEarlierSample(busy[1])).toBeUndefined();
});

test('one sample tells no rate', () => {
	expect(Object.values(ratesBetween(undefined, sampleOf(busy[0])))).toEqual(Array(5).fill(undefined));
});

test('a container that has ended has no sample, no memory and no limit', () => {
	expect(parseSample(ended)).toBeUndefined();
	expect(workingSet(ended)).toBeUndefined();
	expect(memoryLimit(ended, 2 ** 33)).toBeUndefined();
});

test('memory is the working set, on both versions of cgroups', () => {
	expect(workingSet(cached)).toBe(1_327_104);
	const second = { memory_stats: { usage: 1000, stats: { inactive_file: 300, file: 500 } } };
	expect(workingSet(second)).toBe(700);
	expect(workingSet({ memory_stats: { usage: 1000, stats: { inactive_file: 3000 } } })).toBe(1000);
	expect(workingSet({ memory_stats: { usage: 1000, limit: 5 } })).toBe(1000);
});

test('a limit as large as the machine is none', () => {
	expect(memoryLimit(cached, 25_276_063_744)).toBeUndefined();
	expect(memoryLimit(busy[0], 25_276_063_744)).toBe(67_108_864);
	expect(memoryLimit({ memory_stats: { limit: 2 ** 63 } }, undefined)).toBeUndefined();
	expect(memoryLimit({ memory_stats: { limit: 0 } }, undefined)).toBeUndefined();
});

test('network is the sum over interfaces, disk that of devices, each a second', () => {
	const at = (read: string, factor: number) =>
		sampleOf({
			read,
			networks: {
				eth0: { rx_bytes: 100 * factor, tx_bytes: 10 * factor },
				eth1: { rx_bytes: 5 * factor, tx_bytes: 0 },
			},
			blkio_stats: {
				io_service_bytes_recursive: [
					{ major: 8, op: 'Read', value: 50 * factor },
					{ major: 9, op: 'read', value: 25 * factor },
					{ major: 8, op: 'Write', value: 8 * factor },
					{ major: 8, op: 'Total', value: 999 * factor },
				],
			},
		});
	expect(ratesBetween(at('2026-11-23T16:00:00Z', 1), at('2026-11-23T16:00:02.5Z', 2))).toEqual({
		cpuCores: undefined,
		receiveBytesPerSecond: 42,
		transmitBytesPerSecond: 4,
		readBytesPerSecond: 30,
		writtenBytesPerSecond: 3.2,
	});
});

test('what the engine leaves out is absent, not zero', () => {
	const time = { read: '2026-11-23T16:00:00Z' };
	for (const json of [
		time,
		{ ...time, networks: null, blkio_stats: { io_service_bytes_recursive: null }, cpu_stats: null },
		{ ...time, networks: {}, blkio_stats: [], cpu_stats: { cpu_usage: { total_usage: '7' } } },
	]) {
		const { at: _, ...counters } = sampleOf(json);
		expect(Object.values(counters)).toEqual(Array(7).fill(undefined));
	}
	for (const json of [undefined, null, 7, 'text', [], { read: 7 }]) expect(parseSample(json)).toBeUndefined();
});

test('without a counter of the machine, wall time tells the cores', () => {
	const at = (read: string, total: number) => sampleOf({ read, cpu_stats: { cpu_usage: { total_usage: total } } });
	const { cpuCores } = ratesBetween(at('2026-11-23T16:00:00Z', 0), at('2026-11-23T16:00:02Z', 3e9));
	expect(cpuCores).toBe(1.5);
});

test('a counter that fell gives no rate; the others still do', () => {
	const earlier = { ...sampleOf(busy[0]), received: 5000, cpu: 9e12 };
	const rates = ratesBetween(earlier, sampleOf(busy[1]));
	expect(rates).toMatchObject({ cpuCores: undefined, receiveBytesPerSecond: undefined, transmitBytesPerSecond: 0 });
	expect(Object.values(ratesBetween(sampleOf(busy[0]), sampleOf(busy[0])))).toEqual(Array(5).fill(undefined));
});
