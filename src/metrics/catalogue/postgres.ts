import type { Metric } from '../metric.ts';
import { rateOf } from './rate.ts';

// Exporters since 0.17 tell workers and senders from clients; for earlier ones the label is absent, and so empty.
const clients = 'backend_type=~"(client backend)?"';
const perServer = 'sum by (job, instance)';
const rate = (counter: string) => `${perServer} (${rateOf(`pg_stat_database_${counter}`)})`;
// What a share is made of: the age of the series cancels out.
const part = (counter: string) => `${perServer} (rate(pg_stat_database_${counter}[$window]))`;

/** One PostgreSQL server, by postgres_exporter 0.11 to 0.20: labels that not all of those versions have are summed away. */
export const postgres = {
	'postgres.up': { title: 'PostgreSQL', unit: 'boolean', promql: 'pg_up', series: 'pg_up', by: [] },
	'postgres.connections': {
		title: 'Connections',
		unit: 'count',
		promql: `${perServer} (pg_stat_activity_count{${clients}})`,
		series: 'instance:pg_connections:sum',
		by: [],
	},
	'postgres.connections.by_state': {
		title: 'Connections by state',
		unit: 'count',
		promql: `sum by (job, instance, state) (pg_stat_activity_count{${clients}})`,
		series: 'instance_state:pg_connections:sum',
		by: ['state'],
	},
	// reserved_connections came with PostgreSQL 16.
	'postgres.connections.max': {
		title: 'Usable connections',
		unit: 'count',
		promql: `max by (job, instance) (pg_settings_max_connections) - ${perServer} (max by (__name__, job, instance) ({__name__=~"pg_settings_(superuser_)?reserved_connections"}))`,
		series: 'instance:pg_connections_usable:max',
		by: [],
	},
	'postgres.transactions_per_second': {
		title: 'Transactions',
		unit: 'per_second',
		promql: `${rate('xact_commit')} + ${rate('xact_rollback')}`,
		series: 'instance:pg_transactions:rate1m',
		by: [],
	},
	'postgres.rollback_ratio': {
		title: 'Rolled back',
		unit: 'ratio',
		promql: `${part('xact_rollback')} / (${part('xact_commit')} + ${part('xact_rollback')} > 0)`,
		series: 'instance:pg_transactions_rolled_back:ratio_rate1m',
		by: [],
	},
	'postgres.cache_hit_ratio': {
		title: 'Cache hit',
		unit: 'ratio',
		promql: `${part('blks_hit')} / (${part('blks_hit')} + ${part('blks_read')} > 0)`,
		series: 'instance:pg_cache_hit:ratio_rate1m',
		by: [],
	},
	'postgres.size_bytes': {
		title: 'Database size',
		unit: 'bytes',
		promql: 'max by (job, instance, datname) (pg_database_size_bytes{datname!~"template[01]"})',
		series: 'instance_datname:pg_database_size_bytes:max',
		by: ['datname'],
	},
	'postgres.longest_transaction_seconds': {
		title: 'Longest transaction',
		unit: 'seconds',
		promql: `max by (job, instance) (pg_stat_activity_max_tx_duration{state!="idle", ${clients}})`,
		series: 'instance:pg_transaction_seconds:max',
		by: [],
	},
	'postgres.longest_idle_in_transaction_seconds': {
		title: 'Longest idle in transaction',
		unit: 'seconds',
		promql: `max by (job, instance) (pg_stat_activity_max_tx_duration{state=~"idle in transaction.*", ${clients}})`,
		series: 'instance:pg_idle_in_transaction_seconds:max',
		by: [],
	},
	'postgres.deadlocks': {
		title: 'Deadlocks',
		unit: 'count',
		promql: `${perServer} (pg_stat_database_deadlocks)`,
		series: 'instance:pg_deadlocks:sum',
		by: [],
	},
	'postgres.temp_bytes_per_second': {
		title: 'Temporary files',
		unit: 'bytes_per_second',
		promql: rate('temp_bytes'),
		series: 'instance:pg_temp_bytes:rate1m',
		by: [],
	},
	// Exporters before 0.13 have only pg_replication_lag, from a file of queries, which is 0 on a primary.
	'postgres.replication_lag_seconds': {
		title: 'Replication lag',
		unit: 'seconds',
		promql:
			'max by (job, instance) (pg_replication_lag_seconds and on (job, instance) pg_replication_is_replica == 1) or max by (job, instance) (pg_replication_lag > 0)',
		series: 'instance:pg_replication_lag_seconds:max',
		by: [],
	},
} as const satisfies Record<string, Metric>;
