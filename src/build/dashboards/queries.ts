import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';

/** A metric's present value: the series that `aixcl top` reads. */
export const now = (id: MetricId, selector: string): string => `${metricOf(id).series}{${selector}}`;

/** A metric over time: each point is the mean of what was recorded since the point before, whatever the window. */
export const over = (id: MetricId, selector: string): string => `avg_over_time(${now(id, selector)}[$__interval])`;

/** How fast a counter of an exporter grows, per second. */
export const rate = (counter: string, selector: string): string => `rate(${counter}{${selector}}[$__rate_interval])`;

/** By how much a counter of an exporter grew in the whole window. */
export const grown = (counter: string, selector: string): string => `increase(${counter}{${selector}}[$__range])`;
