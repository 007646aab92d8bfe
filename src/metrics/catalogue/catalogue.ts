import type { Metric } from '../metric.ts';
import { container } from './container.ts';
import { gpu } from './gpu.ts';
import { gpuDetail } from './gpu-detail.ts';
import { host } from './host.ts';
import { llm } from './llm.ts';
import { llmDetail } from './llm-detail.ts';
import { llmPath } from './llm-path.ts';
import { postgres } from './postgres.ts';
import { postgresDetail } from './postgres-detail.ts';

const refreshed = { ...host, ...postgres, ...container, ...gpu, ...llm } as const satisfies Record<string, Metric>;

/** Every number aixcl knows, by the id that scripts and the screen use. */
export const catalogue = {
	...refreshed,
	...postgresDetail,
	...gpuDetail,
	...llmDetail,
	...llmPath,
} as const satisfies Record<string, Metric>;

export type MetricId = keyof typeof catalogue;

/** The metrics of every refresh. */
export const metricIds = Object.keys(refreshed) as readonly MetricId[];

/** The metrics that are asked for only where they are looked at. */
export const detailIds = Object.keys({
	...postgresDetail,
	...gpuDetail,
	...llmDetail,
	...llmPath,
}) as readonly MetricId[];

/** Those of them that the full screen of a panel shows. */
export const detailIdsOf = {
	gpu: Object.keys(gpuDetail) as readonly MetricId[],
	postgres: Object.keys(postgresDetail) as readonly MetricId[],
	llm: Object.keys({ ...llmDetail, ...llmPath }) as readonly MetricId[],
} as const;

/** A metric with its optional parts, which the literal type of the catalogue hides. */
export const metricOf = (id: MetricId): Metric => catalogue[id];
