import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { lastValue } from '../../store/remote.ts';
import { type ChartSpec, thresholdsOf } from '../charts/chart-spec.ts';
import { panelCharts } from '../charts/panel-charts.ts';
import { type Past, pastOf } from '../charts/past.ts';
import type { Model } from '../model.ts';
import { valueIn } from '../readings.ts';

const specOf = (past: Past, total: number | undefined, hasSwap: boolean): ChartSpec => ({
	title: 'Memory',
	unit: 'bytes',
	max: total,
	lines: [
		{ name: 'used', letter: 'U', style: 'green', ...past.lineOf('host.memory.used_bytes') },
		{ name: 'cached', letter: 'c', style: 'blue', ...past.lineOf('host.memory.cached_bytes') },
		...(hasSwap
			? [{ name: 'swap', letter: 's', style: 'magenta', ...past.lineOf('host.swap.used_bytes') } as const]
			: []),
	],
	thresholds: total === undefined ? [] : thresholdsOf(metricOf('host.memory.used_ratio'), total),
});

/** The full screen of the memory: what is used, up to all there is. */
export const memoryCharts = (model: Model, total: number | undefined, width: number, height: number): string[] => {
	const past = pastOf(model, 'memory');
	const swap = valueIn(lastValue(model.snapshot), 'host.swap.total_bytes');
	const hasSwap = swap === undefined ? past.seriesOf('host.swap.used_bytes').length > 0 : swap > 0;
	return panelCharts(model, past, [specOf(past, total, hasSwap)], width, height);
};
