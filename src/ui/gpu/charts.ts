import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';
import { lastValue } from '../../store/remote.ts';
import { type ChartLine, type ChartSpec, thresholdsOf } from '../charts/chart-spec.ts';
import { panelCharts } from '../charts/panel-charts.ts';
import { type Past, pastOf } from '../charts/past.ts';
import type { Model } from '../model.ts';
import type { Style } from '../paint.ts';
import { gpusIn, shortName } from './gpus.ts';

const styles: readonly Style[] = ['green', 'cyan', 'magenta', 'yellow', 'blue', 'red'];

type Device = { readonly uuid: string; readonly index: string; readonly name: string };

/** Of a time in which nothing was measured the devices are those of the past. */
const devicesOf = (model: Model, past: Past): readonly Device[] => {
	const now = gpusIn(lastValue(model.snapshot));
	if (now.length > 0) return now;
	return past
		.seriesOf('gpu.memory.used_bytes')
		.map(({ labels: { uuid = '', index = '', name = '' } }) => ({ uuid, index, name }));
};

const specOf = (past: Past, devices: readonly Device[], title: string, id: MetricId): ChartSpec => ({
	title,
	unit: metricOf(id).unit,
	lines: devices.map(
		({ uuid, index, name }, place): ChartLine => ({
			name: shortName(name).slice(0, 20),
			letter: index.slice(-1) || '0',
			style: styles[place % styles.length]!,
			...past.lineOf(id, 'uuid', uuid),
		}),
	),
	thresholds: thresholdsOf(metricOf(id)),
});

/** The full screen of the GPUs: a line for each device. */
export const gpuCharts = (model: Model, width: number, height: number): string[] => {
	const past = pastOf(model, 'gpu');
	const devices = devicesOf(model, past);
	const totals = gpusIn(lastValue(model.snapshot)).flatMap(({ memoryTotal }) => memoryTotal ?? []);
	const largest = totals.length === 0 ? undefined : Math.max(...totals);
	const specs: readonly ChartSpec[] = [
		{ ...specOf(past, devices, 'Busy', 'gpu.utilization_ratio'), max: 1 },
		{ ...specOf(past, devices, 'Memory used', 'gpu.memory.used_bytes'), max: largest },
		specOf(past, devices, 'Power', 'gpu.power_watts'),
		specOf(past, devices, 'Temperature', 'gpu.temperature_celsius'),
	];
	const isTold = ({ lines }: ChartSpec) => lines.some(({ values }) => values.some(value => value !== undefined));
	return panelCharts(model, past, specs.filter(isTold), width, height);
};
