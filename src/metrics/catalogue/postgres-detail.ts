import type { Metric } from '../metric.ts';

const labels = 'job, instance';
const statement = `${labels}, datname, queryid`;
const table = `${labels}, datname, schemaname, relname`;
const byStatement = ['datname', 'queryid'] as const;
const byTable = ['datname', 'schemaname', 'relname'] as const;
const clients = 'backend_type=~"(client backend)?"';

// Five minutes: statements that matter may run once a minute.
const perStatement = (counter: string) => `sum by (${statement}) (rate(pg_stat_statements_${counter}_total[5m]))`;
const vacuums = '{__name__=~"pg_stat_user_tables_last_(auto)?vacuum"}';

const detail = (metric: Omit<Metric, 'series'>): Metric => ({ ...metric, series: metric.promql });

/**
 * What is asked for only while PostgreSQL is looked at, or once: too many series for every refresh. None of it is
 * recorded. Statements need `pg_stat_statements` and an exporter that is told to read it.
 */
export const postgresDetail = {
	'postgres.statements.seconds_per_second': detail({
		title: 'Time in statements',
		unit: 'ratio',
		promql: perStatement('seconds'),
		by: byStatement,
	}),
	'postgres.statements.calls_per_second': detail({
		title: 'Calls',
		unit: 'per_second',
		promql: perStatement('calls'),
		by: byStatement,
	}),
	'postgres.statements.mean_seconds': detail({
		title: 'Mean time',
		unit: 'seconds',
		promql: `${perStatement('seconds')} / (${perStatement('calls')} > 0)`,
		by: byStatement,
	}),
	'postgres.statements.text': detail({
		title: 'Statement',
		unit: 'info',
		promql: `max by (${labels}, queryid, query) (pg_stat_statements_query_id)`,
		by: ['queryid', 'query'],
	}),
	'postgres.connections.by_application': detail({
		title: 'Connections by application',
		unit: 'count',
		promql: `sum by (${labels}, application_name) (pg_stat_activity_count{${clients}}) > 0`,
		by: ['application_name'],
	}),
	'postgres.connections.waiting_for_locks': detail({
		title: 'Waiting for a lock',
		unit: 'count',
		// An exporter that tells what sessions wait for, and of none that waits for a lock, tells that there is none.
		promql: `sum by (${labels}) (pg_stat_activity_count{wait_event_type="Lock"}) or 0 * sum by (${labels}) (pg_stat_activity_count{wait_event_type!=""})`,
		by: [],
	}),
	'postgres.transactions.longest_seconds': detail({
		title: 'Longest transactions',
		unit: 'seconds',
		promql: `max by (${labels}, datname, state) (pg_stat_activity_max_tx_duration{state!="idle", ${clients}}) > 0`,
		by: ['datname', 'state'],
	}),
	'postgres.locks': detail({
		title: 'Locks',
		unit: 'count',
		promql: `sum by (${labels}, mode) (pg_locks_count) > 0`,
		by: ['mode'],
	}),
	'postgres.tables.dead_tuples': detail({
		title: 'Dead tuples',
		unit: 'count',
		promql: `topk by (${labels}) (20, max by (${table}) (pg_stat_user_tables_n_dead_tup) > 0)`,
		by: byTable,
	}),
	'postgres.tables.dead_ratio': detail({
		title: 'Dead tuples',
		unit: 'ratio',
		promql: `max by (${table}) (pg_stat_user_tables_n_dead_tup) / (max by (${table}) (pg_stat_user_tables_n_dead_tup) + max by (${table}) (pg_stat_user_tables_n_live_tup) > 1000)`,
		by: byTable,
	}),
	'postgres.tables.vacuum_age_seconds': detail({
		title: 'Since the last vacuum',
		unit: 'seconds',
		promql: `time() - (max by (${table}) (${vacuums}) > 0)`,
		by: byTable,
	}),
	'postgres.wal.size_bytes': detail({
		title: 'WAL',
		unit: 'bytes',
		promql: `max by (${labels}) (pg_wal_size_bytes)`,
		by: [],
	}),
	'postgres.replication.replay_lag_bytes': detail({
		title: 'Behind by',
		unit: 'bytes',
		promql: `max by (${labels}, application_name, state) (pg_stat_replication_pg_wal_lsn_diff)`,
		by: ['application_name', 'state'],
	}),
} as const satisfies Record<string, Metric>;
