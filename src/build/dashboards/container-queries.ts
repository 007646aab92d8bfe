import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { now, over, rate } from './queries.ts';

/** The picked containers of the picked engine. */
export const containers = 'instance="$engine", name=~"$container"';

/** A metric of containers as it is now, by name. */
export const nowByName = (id: MetricId): string => `max by (name) (${now(id, containers)})`;

/** The same over time. A container that was made anew keeps its name, and so its line. */
export const overByName = (id: MetricId): string => `max by (name) (${over(id, containers)})`;

/** How fast a counter grows, by name. */
export const rateByName = (counter: string): string => `sum by (name) (${rate(`container_${counter}`, containers)})`;

/** A gauge of cAdvisor that is no metric of ours, by name. */
export const gaugeByName = (gauge: string): string => `max by (name) (container_${gauge}{${containers}})`;

/** Seconds since a container was started. */
export const upFor = `time() - ${gaugeByName('start_time_seconds')}`;

/** The share of its limit that a container's memory takes; absent where it has none. */
export const ofLimit = `${nowByName('container.memory_bytes')} / ${nowByName('container.memory_limit_bytes')}`;
