import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { grown, now, over, rate } from './queries.ts';

/** The picked server. */
export const server = 'instance="$server"';

/** The picked databases of it. */
export const databases = `${server}, datname=~"$datname"`;

/** How fast a counter of the picked databases grows, by database. */
export const databaseRate = (counter: string): string =>
	`sum by (datname) (${rate(`pg_stat_database_${counter}`, databases)})`;

/** A metric of the server over time. */
export const overServer = (id: MetricId): string => over(id, server);

/** The share of the usable connections that is in use. */
export const connectionsUsed = `${now('postgres.connections', server)} / ${now('postgres.connections.max', server)}`;

/** By how much something of the whole server grew in the window. */
export const serverGrown = (counter: string): string => `sum(${grown(`pg_stat_database_${counter}`, server)})`;

// Of one statement the text may be known in several spellings.
const texts = `topk by (queryid) (1, max by (queryid, query) (pg_stat_statements_query_id{${server}}))`;

const statements = (what: string): string => `sum by (queryid) (${grown(`pg_stat_statements_${what}_total`, server)})`;

/** The statements that took the most time in the window, with their text where the exporter tells it. */
export const slowest = `topk(15, ${statements('seconds')}) * on (queryid) group_left (query) ${texts} or topk(15, ${statements('seconds')}) unless on (queryid) ${texts}`;

/** Something else about the same statements. */
export const ofSlowest = (expr: string): string => `${expr} and topk(15, ${statements('seconds')})`;

/** How often each statement ran in the window. */
export const calls = statements('calls');

/** Seconds each statement took, on average. */
export const meanTime = `${statements('seconds')} / (${calls} > 0)`;

/** Rows each statement returned or changed, on average. */
export const rowsEach = `${statements('rows')} / (${calls} > 0)`;
