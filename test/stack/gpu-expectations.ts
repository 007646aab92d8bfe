import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';

/** What a capture has to be read as: of a device, told by the exporter, these numbers in base units. */
export type ExpectedGpu = {
	readonly uuid: string | RegExp;
	readonly index: string;
	readonly name: string;
	/** Each of the exporter that is named, unless told by a better one. */
	readonly exporter: string;
	readonly numbers: Readonly<Partial<Record<MetricId, number>>>;
	/** What this device does not tell, and what must not become 0. */
	readonly absent?: readonly MetricId[];
};

const mebi = 2 ** 20;
const device = (tail: string): string => `1b5c7a52-0c6d-4f1e-9a55-0d3c51f0${tail}`;

/** The devices in test/stack/captures. */
export const expectedGpus: readonly ExpectedGpu[] = [
	{
		uuid: device('a001'),
		index: '0',
		name: 'NVIDIA L4',
		exporter: 'dcgm-exporter',
		numbers: {
			'gpu.utilization_ratio': 0.93,
			'gpu.memory.used_bytes': 20_207 * mebi,
			'gpu.memory.total_bytes': (20_207 + 2303 + 524) * mebi,
			'gpu.temperature_celsius': 61,
			'gpu.power_watts': 67.812,
			'gpu.clock_hertz': 2040e6,
			'gpu.memory.clock_hertz': 6251e6,
			'gpu.encoder.ratio': 0,
			'gpu.decoder.ratio': 0.12,
			'gpu.memory.busy_ratio': 0.41,
			'gpu.energy_joules': 81_234.567,
		},
	},
	// The same device by an exporter that dcgm-exporter goes before: what only this one tells.
	{
		uuid: device('a001'),
		index: '0',
		name: 'NVIDIA L4',
		exporter: 'nvidia_gpu_exporter',
		numbers: { 'gpu.power.limit_watts': 72, 'gpu.performance_state': 0 },
		absent: ['gpu.utilization_ratio', 'gpu.memory.used_bytes', 'gpu.power_watts', 'gpu.fan.ratio'],
	},
	{
		uuid: device('a002'),
		index: '1',
		name: 'NVIDIA L4',
		exporter: 'dcgm-exporter',
		numbers: { 'gpu.utilization_ratio': 0, 'gpu.memory.used_bytes': 51 * mebi, 'gpu.power_watts': 16.304 },
		absent: ['gpu.encoder.ratio', 'gpu.decoder.ratio', 'gpu.power.limit_watts'],
	},
	{
		uuid: device('b001'),
		index: '0',
		name: 'NVIDIA H100 80GB HBM3',
		exporter: 'dcgm-exporter',
		numbers: {
			'gpu.utilization_ratio': 0.72,
			'gpu.memory.used_bytes': (10_336 + 152) * mebi,
			'gpu.memory.total_bytes': (10_336 + 30_112 + 152 + 9600) * mebi,
			'gpu.power_watts': 212.402,
		},
	},
	{
		uuid: device('c003'),
		index: '1',
		name: 'NVIDIA GeForce RTX 4070 Ti',
		exporter: 'nvidia_gpu_exporter',
		numbers: {
			'gpu.utilization_ratio': 0.88,
			'gpu.memory.used_bytes': 9_015_656_448,
			'gpu.memory.total_bytes': 12_878_610_432,
			'gpu.temperature_celsius': 66,
			'gpu.power_watts': 241.37,
			'gpu.power.limit_watts': 285,
			'gpu.fan.ratio': 0.43,
			'gpu.clock_hertz': 2505e6,
			'gpu.memory.clock_hertz': 10_501e6,
			'gpu.performance_state': 2,
			'gpu.encoder.ratio': 0.03,
			'gpu.decoder.ratio': 0,
			'gpu.memory.busy_ratio': 0.57,
		},
		absent: ['gpu.fan.rpm', 'gpu.energy_joules'],
	},
	{
		uuid: device('d004'),
		index: '0',
		name: 'NVIDIA H200',
		exporter: 'nvidia_gpu_exporter',
		numbers: { 'gpu.memory.used_bytes': 44e9, 'gpu.memory.total_bytes': 150_754_820_096, 'gpu.power_watts': 301.5 },
		absent: ['gpu.utilization_ratio'],
	},
	{
		uuid: '77f1a3c0-2b1e-4a8e-bb0a-2f65d5f0e005',
		index: '0',
		name: 'NVIDIA GeForce RTX 3090',
		exporter: 'nvitop-exporter',
		numbers: {
			'gpu.utilization_ratio': 0.77,
			'gpu.memory.used_bytes': 10_321.0625 * mebi,
			'gpu.memory.total_bytes': 24_576 * mebi,
			'gpu.temperature_celsius': 71,
			'gpu.power_watts': 312.441,
			'gpu.power.limit_watts': 350,
			'gpu.fan.ratio': 0.58,
			'gpu.clock_hertz': 1695e6,
			'gpu.memory.clock_hertz': 9751e6,
			'gpu.decoder.ratio': 0.04,
			'gpu.memory.busy_ratio': 0.35,
		},
		absent: ['gpu.encoder.ratio'],
	},
	{
		uuid: '0a4000aa-1111-4222-8333-4444555566f6',
		index: '0',
		name: 'NVIDIA RTX A4000',
		exporter: 'all-smi',
		numbers: {
			'gpu.utilization_ratio': 0.54,
			'gpu.memory.used_bytes': 7_516_192_768,
			'gpu.memory.total_bytes': 17_171_480_576,
			'gpu.temperature_celsius': 68,
			'gpu.power_watts': 121.73,
			'gpu.power.limit_watts': 140,
			'gpu.fan.rpm': 1890,
			'gpu.clock_hertz': 1560e6,
			'gpu.performance_state': 2,
			'gpu.energy_joules': 40_210.5,
		},
		absent: ['gpu.fan.ratio'],
	},
	{
		uuid: 'ccff74a1-0000-1000-80e0-c6d49f5b0d07',
		index: '0',
		name: 'AMD Instinct MI300X OAM',
		exporter: 'rocm',
		numbers: {
			'gpu.utilization_ratio': 0.88,
			'gpu.memory.used_bytes': 131_072 * mebi,
			'gpu.memory.total_bytes': 196_592 * mebi,
			'gpu.temperature_celsius': 72,
			'gpu.power_watts': 611,
			'gpu.clock_hertz': 2091e6,
			'gpu.memory.clock_hertz': 1300e6,
			'gpu.memory.busy_ratio': 0.31,
			'gpu.energy_joules': 98_765_432.1,
			'gpu.ecc_errors': 0,
		},
	},
	{
		uuid: /^127[.]0[.]0[.]1:\d+\/card0$/,
		index: '0',
		name: 'AMD GPU',
		exporter: 'node_exporter',
		numbers: {
			'gpu.utilization_ratio': 0.47,
			'gpu.memory.used_bytes': 6_123_683_840,
			'gpu.memory.total_bytes': 17_163_091_968,
			'gpu.temperature_celsius': 63,
			'gpu.power_watts': 142,
			'gpu.power.limit_watts': 203,
			'gpu.fan.rpm': 1411,
			'gpu.clock_hertz': 2424e6,
			'gpu.memory.clock_hertz': 1000e6,
		},
	},
	{
		uuid: /^127[.]0[.]0[.]1:\d+\/Apple M4 Max$/,
		index: '0',
		name: 'Apple M4 Max',
		exporter: 'macmon',
		numbers: {
			'gpu.utilization_ratio': 0.66,
			'gpu.memory.used_bytes': 41_875_931_136,
			'gpu.memory.total_bytes': 68_719_476_736,
			'gpu.temperature_celsius': 51.3,
			'gpu.power_watts': 38.25,
			'gpu.fan.rpm': 2317,
			'gpu.clock_hertz': 1578e6,
		},
	},
	{
		uuid: '5f000000-0000-0000-0000-000000000300',
		index: '1',
		name: 'Intel(R) Arc(TM) Pro B60 Graphics',
		exporter: 'xpumd',
		numbers: {
			'gpu.utilization_ratio': 0.97,
			'gpu.memory.used_bytes': 8_589_934_592,
			'gpu.memory.total_bytes': 25_669_140_480,
			'gpu.temperature_celsius': 58,
			'gpu.power_watts': 131.5,
			'gpu.clock_hertz': 2400e6,
			'gpu.memory.clock_hertz': 2375e6,
			'gpu.energy_joules': 77_123.25,
		},
	},
	{
		uuid: /^127[.]0[.]0[.]1:\d+\/0$/,
		index: '0',
		name: 'NVIDIA GPU',
		exporter: 'gpu-exporter.py',
		numbers: {
			'gpu.utilization_ratio': 0.83,
			'gpu.memory.used_bytes': 5_872_025_600,
			'gpu.memory.total_bytes': 8_589_934_592,
			'gpu.temperature_celsius': 74,
			'gpu.power_watts': 118.2,
		},
	},
];
