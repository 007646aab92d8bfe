import type { Metric } from '../metric.ts';
import { container } from './container.ts';
import { host } from './host.ts';
import { postgres } from './postgres.ts';
import { postgresDetail } from './postgres-detail.ts';

const refreshed = { ...host, ...postgres, ...container } as const satisfies Record<string, Metric>;

/** Every number aixcl knows, by the id that scripts and the screen use. */
export const catalogue = { ...refreshed, ...postgresDetail } as const satisfies Record<string, Metric>;

export type MetricId = keyof typeof catalogue;

/** The metrics of every refresh. */
export const metricIds = Object.keys(refreshed) as readonly MetricId[];

/** The metrics that are asked for only where they are looked at. */
export const detailIds = Object.keys(postgresDetail) as readonly MetricId[];

/** A metric with its optional parts, which the literal type of the catalogue hides. */
export const metricOf = (id: MetricId): Metric => catalogue[id];
