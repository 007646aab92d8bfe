import type { History } from '../../src/metrics/history.ts';
import { clean } from '../../src/text/clean.ts';
import { madeHistory } from './made-model.ts';

const gib = 2 ** 30;
const points = 121;

type Shape = (index: number) => number | undefined;

const series = (shape: Shape, labels: Readonly<Record<string, string>> = {}) => ({
	labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, clean(value)])),
	values: Array.from({ length: points }, (_, index) => shape(index)),
});

const wave =
	(middle: number, swing: number, pace: number): Shape =>
	index =>
		middle + swing * Math.sin(index / pace);

/** Ten minutes in which nothing was measured. */
const withGap =
	(shape: Shape): Shape =>
	index =>
		index >= 60 && index < 80 ? undefined : shape(index);

/** An hour of everything that has charts, with a gap. */
export const madeChartHistory: History = {
	...madeHistory,
	series: {
		'host.cpu.ratio': [series(withGap(wave(0.5, 0.4, 9)))],
		'host.cpu.mode_ratio': [
			series(withGap(wave(0.35, 0.3, 9)), { mode: 'user' }),
			series(withGap(wave(0.1, 0.06, 7)), { mode: 'system' }),
			series(withGap(wave(0.03, 0.02, 5)), { mode: 'iowait' }),
		],
		'host.cpu.core_ratio': Array.from({ length: 16 }, (_, cpu) =>
			series(withGap(wave(0.5, 0.4, cpu + 2)), { cpu: String(cpu) }),
		),
		'host.load1': [series(withGap(wave(4, 3, 9)))],
		'host.memory.used_bytes': [series(withGap(index => (15 + index / 12) * gib))],
		'host.memory.cached_bytes': [series(withGap(index => (45 - index / 8) * gib))],
		'host.swap.used_bytes': [series(withGap(index => Math.max(0, index - 90) * 0.1 * gib))],
		'host.filesystem.used_ratio': [
			series(
				withGap(index => 0.6 + index / 1000),
				{ mountpoint: '/' },
			),
		],
		'host.disk.read_bytes_per_second': [series(withGap(wave(60e6, 50e6, 6)), { device: 'nvme0n1' })],
		'host.disk.written_bytes_per_second': [series(withGap(wave(20e6, 18e6, 4)), { device: 'nvme0n1' })],
		'host.network.receive_bytes_per_second': [series(withGap(wave(3e6, 2e6, 8)), { device: 'eth0' })],
		'host.network.transmit_bytes_per_second': [series(withGap(wave(300e3, 200e3, 5)), { device: 'eth0' })],
		'postgres.connections': [series(withGap(wave(40, 39, 12)))],
		'postgres.transactions_per_second': [series(withGap(wave(400, 300, 10)))],
		'postgres.cache_hit_ratio': [series(withGap(wave(0.97, 0.02, 6)))],
		'postgres.rollback_ratio': [series(withGap(wave(0.02, 0.01, 8)))],
	},
};
