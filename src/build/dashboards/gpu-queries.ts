import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';
import { now, over } from './queries.ts';
import type { Column } from './spec.ts';

/** The picked devices. */
export const gpus = 'uuid=~"$gpu"';

const device = 'index, name, uuid';

/** A metric as it is now, by device; exporters of the same device may tell different numbers of it. */
export const nowByGpu = (id: MetricId): string => `max by (${device}) (${now(id, gpus)})`;

/** The same over time. */
export const overByGpu = (id: MetricId): string => `max by (${device}) (${over(id, gpus)})`;

/** How a series of a device is called. */
export const gpuLegend = '{{index}} {{name}}';

/** A metric of MIG instances as a column of their table. */
export const migColumn = (id: MetricId, legend: string): Column => ({
	expr: `max by (index, mig, profile) (${now(id, gpus)})`,
	legend,
	unit: metricOf(id).unit,
});

/** A metric as a column of the table of devices. */
export const gpuColumn = (id: MetricId, legend: string): Column => ({
	expr: nowByGpu(id),
	legend,
	unit: metricOf(id).unit,
});
