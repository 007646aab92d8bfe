import { type MetricId, metricIds } from '../metrics/catalogue/catalogue.ts';
import { groupOf } from '../metrics/rules.ts';
import type { Readings } from '../metrics/snapshot.ts';

/** What only some machines have, by the group of its metrics, and the metric that tells whether one does. */
const tellers: ReadonlyMap<string, MetricId> = new Map([
	['gpu', 'gpu.info'],
	['llm', 'llm.up'],
]);

const isAskedFor = (id: MetricId, known: ReadonlySet<string>): boolean => {
	const teller = tellers.get(groupOf(id));
	return teller === undefined || teller === id || known.has(groupOf(id));
};

/** The metrics to ask a server for that is known to have these groups of them; of the others only what tells that it has. */
export const metricsWith = (known: ReadonlySet<string>): readonly MetricId[] =>
	metricIds.filter(id => isAskedFor(id, known));

/** Every group that not every machine has. */
export const optionalGroups: ReadonlySet<string> = new Set(tellers.keys());

/** Those groups that these readings have something of. */
export const groupsIn = (readings: Readings): ReadonlySet<string> =>
	new Set([...tellers].filter(([, teller]) => readings[teller] !== undefined).map(([group]) => group));
