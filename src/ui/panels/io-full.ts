import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';
import type { Series } from '../../metrics/history.ts';
import { lastValue } from '../../store/remote.ts';
import { byText } from '../../text/order.ts';
import { type ChartSpec, thresholdsOf } from '../charts/chart-spec.ts';
import { panelCharts } from '../charts/panel-charts.ts';
import { type Past, pastOf } from '../charts/past.ts';
import type { Model } from '../model.ts';
import type { Style } from '../paint.ts';
import { readingsOf } from '../readings.ts';

const letters = 'abcdefgh';
const styles: readonly Style[] = ['green', 'yellow', 'cyan', 'magenta', 'blue', 'red'];

type Direction = readonly [id: MetricId, word: string];

const total = ({ values }: Series): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** The devices that moved most in the window, the busiest first; without a past those of now, in their order. */
const busiest = (model: Model, past: Past, directions: readonly Direction[]): readonly string[] => {
	const sums = new Map<string, number>();
	const add = (device: string | undefined, sum: number) => {
		if (device !== undefined) sums.set(device, (sums.get(device) ?? 0) + sum);
	};
	for (const [id] of directions) {
		for (const { labels } of readingsOf(lastValue(model.snapshot), id)) add(labels.device, 0);
		for (const series of past.seriesOf(id)) add(series.labels.device, total(series));
	}
	return [...sums].toSorted(([a, x], [b, y]) => y - x || byText(a, b)).map(([device]) => device);
};

const specOf = (model: Model, past: Past, title: string, directions: readonly Direction[], most: number): ChartSpec => {
	const devices = busiest(model, past, directions);
	return {
		title: devices.length > most ? `${title}, the busiest of ${devices.length}` : title,
		unit: 'bytes_per_second',
		lines: devices
			.slice(0, most)
			.flatMap(device => directions.map(([id, word]) => ({ device, id, word })))
			.map(({ device, id, word }, index) => ({
				name: `${word} ${device}`,
				letter: letters[index]!,
				style: styles[index % styles.length]!,
				...past.lineOf(id, 'device', device),
			})),
	};
};

/** The file systems that are, or at the end were, fullest. */
const fileSystems = (model: Model, past: Past, most: number): ChartSpec => {
	const id = 'host.filesystem.used_ratio';
	const used = new Map<string | undefined, number>([
		...past.seriesOf(id).map(({ labels, values }) => [labels.mountpoint, values.at(-1) ?? 0] as const),
		...readingsOf(lastValue(model.snapshot), id).map(({ labels, value }) => [labels.mountpoint, value] as const),
	]);
	const mountpoints = [...used].toSorted(([, a], [, b]) => b - a).map(([mountpoint = '']) => mountpoint);
	return {
		title: mountpoints.length > most ? `File systems, the fullest of ${mountpoints.length}` : 'File systems',
		unit: 'ratio',
		max: 1,
		lines: mountpoints.slice(0, most).map((mountpoint, index) => ({
			name: mountpoint,
			letter: letters[index]!,
			style: styles[index % styles.length]!,
			...past.lineOf(id, 'mountpoint', mountpoint),
		})),
		thresholds: thresholdsOf(metricOf(id)),
	};
};

/**
 * The full screen of disk and network: both ways, of as many devices as there is room for; and how full the file systems
 * are, where there is room besides.
 */
export const ioCharts = (model: Model, width: number, height: number): string[] => {
	const past = pastOf(model, 'io');
	const most = height >= 40 ? 4 : height >= 24 ? 2 : 1;
	const disk: readonly Direction[] = [
		['host.disk.read_bytes_per_second', 'read'],
		['host.disk.written_bytes_per_second', 'written'],
	];
	const network: readonly Direction[] = [
		['host.network.receive_bytes_per_second', 'received'],
		['host.network.transmit_bytes_per_second', 'sent'],
	];
	const specs = [
		specOf(model, past, 'Disk', disk, most),
		specOf(model, past, 'Network', network, most),
		fileSystems(model, past, most),
	].filter(({ lines }) => lines.length > 0);
	return panelCharts(model, past, specs, width, height);
};
