import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';
import type { Unit } from '../../metrics/metric.ts';
import type { Mapping, Panel, Query } from './spec.ts';

type Base = { readonly title: string; readonly about: string; readonly width: number; readonly none?: string };
type Scale = { readonly unit: Unit; readonly warn?: number; readonly alarm?: number; readonly falling?: true };

/** Unit and thresholds of a metric. */
export const scaleOf = (id: MetricId): Scale => {
	const { unit, warn, alarm } = metricOf(id);
	return { unit, ...(warn === undefined ? {} : { warn }), ...(alarm === undefined ? {} : { alarm }) };
};

/** One number, as it is now. */
export const stat = (panel: Base & Scale & { readonly expr: string; readonly mapping?: Mapping }): Panel => {
	const { expr, ...rest } = panel;
	return { kind: 'stat', height: 4, ...rest, queries: [{ expr, legend: panel.title }] };
};

/** Series over time. */
export const lines = (
	panel: Base &
		Scale & {
			readonly queries: readonly Query[];
			readonly stacked?: true;
			readonly below?: string;
			readonly max?: number;
		},
): Panel => ({ kind: 'lines', height: 8, ...panel });
