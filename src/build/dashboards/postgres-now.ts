import { scaleOf, stat } from './panels.ts';
import { connectionsUsed, server, serverGrown } from './postgres-queries.ts';
import { now } from './queries.ts';
import type { Panel, Row } from './spec.ts';

/** The server at a glance, as the terminal has it. */
export const serverStats: readonly Panel[] = [
	stat({
		title: 'PostgreSQL',
		about: 'Whether the server answers its exporter.',
		width: 3,
		expr: now('postgres.up', server),
		unit: 'boolean',
		mapping: [
			[1, 'up', 'green'],
			[0, 'down', 'red'],
		],
	}),
	stat({
		title: 'Connections used',
		about: 'Share of the connections that ordinary roles may open. At the top, new sessions are refused.',
		width: 3,
		expr: connectionsUsed,
		unit: 'ratio',
		warn: 0.8,
		alarm: 0.95,
	}),
	stat({
		title: 'Transactions',
		about: 'Transactions that ended, of all databases.',
		width: 3,
		expr: now('postgres.transactions_per_second', server),
		...scaleOf('postgres.transactions_per_second'),
	}),
	stat({
		title: 'Rolled back',
		about: 'Share of the transactions that ended without effect.',
		width: 3,
		expr: now('postgres.rollback_ratio', server),
		...scaleOf('postgres.rollback_ratio'),
		warn: 0.1,
		none: 'no transactions',
	}),
	stat({
		title: 'Cache hit',
		about:
			'Share of the blocks that were found in PostgreSQL\u2019s own memory. Far below 0.99 under load, shared_buffers is small for the data.',
		width: 3,
		expr: now('postgres.cache_hit_ratio', server),
		...scaleOf('postgres.cache_hit_ratio'),
		warn: 0.95,
		alarm: 0.8,
		falling: true,
		none: 'no reads',
	}),
	stat({
		title: 'Longest transaction',
		about: 'Age of the oldest open transaction. Vacuum cannot remove what it might still see.',
		width: 3,
		expr: now('postgres.longest_transaction_seconds', server),
		...scaleOf('postgres.longest_transaction_seconds'),
		warn: 300,
		alarm: 3600,
		none: 'none open',
	}),
	stat({
		title: 'Deadlocks in the window',
		about: 'Transactions ended by the server because they waited for each other.',
		width: 3,
		expr: `round(${serverGrown('deadlocks')})`,
		unit: 'count',
		warn: 1,
	}),
	stat({
		title: 'Size',
		about: 'All databases on disk, without the write-ahead log.',
		width: 3,
		expr: `sum(${now('postgres.size_bytes', server)})`,
		...scaleOf('postgres.size_bytes'),
	}),
];

/** The server at a glance. */
export const postgresNow: Row = {
	title: 'Now',
	panels: [
		...serverStats,
		{
			kind: 'name',
			title: 'Version',
			about: 'The server\u2019s version.',
			width: 6,
			height: 3,
			queries: [{ expr: `pg_static{${server}}`, legend: '{{short_version}}' }],
		},
		{
			...stat({
				title: 'Up for',
				about: 'Time since the server started.',
				width: 6,
				expr: `time() - max(pg_postmaster_start_time_seconds{${server}})`,
				unit: 'seconds',
				none: 'not collected',
			}),
			height: 3,
		},
		{
			...stat({
				title: 'Role',
				about: 'Whether the server follows another one.',
				width: 4,
				expr: `max(pg_replication_is_replica{${server}})`,
				unit: 'boolean',
				mapping: [
					[0, 'primary', 'text'],
					[1, 'replica', 'blue'],
				],
				none: 'not told by exporters before 0.13',
			}),
			height: 3,
		},
		{
			...stat({
				title: 'Replication lag',
				about: 'How far a replica is behind.',
				width: 4,
				expr: now('postgres.replication_lag_seconds', server),
				...scaleOf('postgres.replication_lag_seconds'),
				warn: 30,
				alarm: 300,
				none: 'no replica',
			}),
			height: 3,
		},
		{
			...stat({
				title: 'Waiting for a lock',
				about: 'Sessions that wait for a lock of another one.',
				width: 4,
				expr: `sum(pg_stat_activity_count{${server}, wait_event_type="Lock"}) or vector(0) and on () pg_stat_activity_count{wait_event_type!=""}`,
				unit: 'count',
				warn: 1,
				none: 'none, or an exporter before 0.17',
			}),
			height: 3,
		},
	],
};
