import type { Metric } from '../metric.ts';
import { container } from './container.ts';
import { host } from './host.ts';
import { postgres } from './postgres.ts';

/** Every number aixcl knows, by the id that scripts and the screen use. */
export const catalogue = { ...host, ...postgres, ...container } as const satisfies Record<string, Metric>;

export type MetricId = keyof typeof catalogue;

export const metricIds = Object.keys(catalogue) as readonly MetricId[];

/** A metric with its optional parts, which the literal type of the catalogue hides. */
export const metricOf = (id: MetricId): Metric => catalogue[id];
