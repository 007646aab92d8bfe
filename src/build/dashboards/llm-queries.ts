import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';
import { anyOf, type ModelServerName, withModel } from '../../metrics/catalogue/llm-names.ts';
import { now, over } from './queries.ts';

/** The picked model server. */
export const server = 'instance="$llm"';

/** The picked models of it; llama.cpp does not name the one it has. */
export const models = `${server}, model=~"$model|"`;

/** A metric of models as it is now, by model. */
export const nowByModel = (id: MetricId): string => `max by (model) (${now(id, models)})`;

/** The same over time. */
export const overByModel = (id: MetricId): string => `max by (model) (${over(id, models)})`;

/** A percentile as it is now, by model. */
export const quantileNow = (id: MetricId, quantile: string): string =>
	`max by (model) (${now(id, `${models}, quantile="${quantile}"`)})`;

/** Percentiles over time, by model. */
export const quantilesOver = (id: MetricId): string => `max by (model, quantile) (${over(id, models)})`;

/** How fast something of every spelling grows, by model. */
export const rateByModel = (name: ModelServerName, suffix: '' | '_sum' | '_count' = ''): string =>
	`sum by (model) (${withModel(`rate(${anyOf(name, suffix, `, ${server}`)}[$__rate_interval])`)})`;

/** The share of a model that is in the memory of GPUs. */
export const gpuShare = `${nowByModel('llm.model.vram_bytes')} / ${nowByModel('llm.model.size_bytes')}`;

/** Seconds until a model is unloaded; one that stays has a time far away. */
export const untilUnload = `max by (model) (${metricOf('llm.model.expires_timestamp_seconds').series}{${models}}) - time()`;
