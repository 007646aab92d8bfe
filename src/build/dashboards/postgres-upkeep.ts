import { lines } from './panels.ts';
import { databases, overServer, server } from './postgres-queries.ts';
import { rate } from './queries.ts';
import type { Panel, Row } from './spec.ts';

const keys = { datname: 'Database', schemaname: 'Schema', relname: 'Table' } as const;
const perTable = (expr: string): string => `max by (datname, schemaname, relname) (${expr})`;
const table = (what: string): string => `pg_stat_user_tables_${what}{${databases}}`;
// Never is told as the start of 1970.
const since = (what: string): string =>
	`time() - (${perTable(`{__name__=~"pg_stat_user_tables_last_(auto)?${what}", ${databases}}`)} > 0)`;
const deadShare = `${table('n_dead_tup')} / (${table('n_live_tup')} + ${table('n_dead_tup')} > 1000)`;

const tables: Panel = {
	kind: 'table',
	title: 'Tables',
	about:
		'Tables of the database that the exporter is connected to. Dead rows are what vacuum has yet to remove; their share is shown from a thousand rows on. Sequential scans of a large table ask for an index.',
	width: 24,
	height: 10,
	keys,
	columns: [
		{ expr: perTable(table('table_size_bytes')), legend: 'Size', unit: 'bytes' },
		{ expr: perTable(table('index_size_bytes')), legend: 'Indexes', unit: 'bytes' },
		{ expr: perTable(table('n_live_tup')), legend: 'Rows', unit: 'count' },
		{ expr: perTable(table('n_dead_tup')), legend: 'Dead', unit: 'count' },
		{ expr: perTable(deadShare), legend: 'Dead share', unit: 'ratio', bar: true },
		{ expr: since('vacuum'), legend: 'Since vacuum', unit: 'seconds' },
		{ expr: since('analyze'), legend: 'Since analyze', unit: 'seconds' },
		{ expr: perTable(`increase(${table('seq_scan')}[$__range])`), legend: 'Sequential scans', unit: 'count' },
		{ expr: perTable(`increase(${table('idx_scan')}[$__range])`), legend: 'Index scans', unit: 'count' },
	],
	sort: 'Size',
};

// PostgreSQL 17 moved checkpoints into a view of their own.
const checkpoints = (before17: string, since17: string): string =>
	`sum(${rate(`pg_stat_bgwriter_${before17}_total`, server)}) or sum(${rate(`pg_stat_checkpointer_${since17}_total`, server)})`;

/** What keeps the server fit: vacuum, checkpoints, write-ahead log, replication. */
export const postgresUpkeep: Row = {
	title: 'Tables and upkeep',
	panels: [
		tables,
		lines({
			title: 'Dead rows',
			about: 'Rows that vacuum has yet to remove, of the ten tables that have the most.',
			width: 12,
			queries: [
				{
					expr: `topk(10, ${perTable(table('n_dead_tup'))})`,
					legend: '{{datname}} {{schemaname}}.{{relname}}',
				},
			],
			unit: 'count',
		}),
		lines({
			title: 'Checkpoints',
			about:
				'Checkpoints by the clock, and those that came early because the write-ahead log had filled up. Many early ones ask for a larger max_wal_size.',
			width: 12,
			queries: [
				{ expr: checkpoints('checkpoints_timed', 'num_timed'), legend: 'by the clock' },
				{ expr: checkpoints('checkpoints_req', 'num_requested'), legend: 'early' },
			],
			unit: 'per_second',
			none: 'not told by this exporter for PostgreSQL 17 and newer',
		}),
		lines({
			title: 'Write-ahead log',
			about:
				'Its size on disk. One that only grows is kept by a replication slot that nobody reads, or by archiving that fails.',
			width: 12,
			queries: [{ expr: `max(pg_wal_size_bytes{${server}})`, legend: 'size' }],
			unit: 'bytes',
			none: 'not told by exporters before 0.14',
		}),
		lines({
			title: 'Replication lag',
			about: 'How far a replica is behind.',
			width: 12,
			queries: [{ expr: overServer('postgres.replication_lag_seconds'), legend: 'lag' }],
			unit: 'seconds',
			none: 'This server follows no other.',
		}),
	],
};
