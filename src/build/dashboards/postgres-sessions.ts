import { lines, scaleOf } from './panels.ts';
import { databaseRate, databases, overServer, server } from './postgres-queries.ts';
import type { Panel, Row } from './spec.ts';

/** Sessions against what there may be. */
export const connections: Panel = lines({
	title: 'Connections',
	about:
		'Sessions of clients by what they do, and how many ordinary roles may open. Idle in transaction is a client that began and does not go on: it holds its locks.',
	width: 12,
	queries: [
		{ expr: `${overServer('postgres.connections.by_state')} > 0`, legend: '{{state}}' },
		{ expr: overServer('postgres.connections.max'), legend: 'usable' },
	],
	...scaleOf('postgres.connections'),
});

/** Work done. */
export const transactions: Panel = lines({
	title: 'Transactions',
	about: 'Transactions that ended, of all databases.',
	width: 12,
	queries: [{ expr: overServer('postgres.transactions_per_second'), legend: 'transactions' }],
	...scaleOf('postgres.transactions_per_second'),
});

/** Sessions, transactions and what they wait for. */
export const postgresSessions: Row = {
	title: 'Sessions and transactions',
	panels: [
		connections,
		lines({
			title: 'Connections by database',
			about: 'Sessions of each database, whatever they do.',
			width: 12,
			queries: [{ expr: `max by (datname) (pg_stat_database_numbackends{${databases}})`, legend: '{{datname}}' }],
			unit: 'count',
		}),
		transactions,
		lines({
			title: 'Commits and rollbacks by database',
			about: 'Transactions that took effect (above) and that did not (below).',
			width: 12,
			queries: [
				{ expr: databaseRate('xact_commit'), legend: '{{datname}} commits' },
				{ expr: databaseRate('xact_rollback'), legend: '{{datname}} rollbacks' },
			],
			unit: 'per_second',
			below: '/ rollbacks$/',
		}),
		lines({
			title: 'Open transactions',
			about: 'Age of the oldest open transaction, and of the oldest whose client does nothing.',
			width: 12,
			queries: [
				{ expr: overServer('postgres.longest_transaction_seconds'), legend: 'longest' },
				{ expr: overServer('postgres.longest_idle_in_transaction_seconds'), legend: 'longest idle' },
			],
			...scaleOf('postgres.longest_transaction_seconds'),
			none: 'No transaction is open.',
		}),
		lines({
			title: 'Waits',
			about: 'Sessions by what they wait for. Lock is another transaction, IO a disk, Client the application.',
			width: 12,
			queries: [
				{
					expr: `sum by (wait_event_type) (pg_stat_activity_count{${server}, wait_event_type!="", state!="idle"}) > 0`,
					legend: '{{wait_event_type}}',
				},
			],
			unit: 'count',
			stacked: true,
			none: 'No session waits, or the exporter is older than 0.17.',
		}),
		lines({
			title: 'Locks',
			about: 'Locks that are held or waited for, by mode. Exclusive modes keep readers or writers out.',
			width: 12,
			queries: [{ expr: `sum by (mode) (pg_locks_count{${databases}}) > 0`, legend: '{{mode}}' }],
			unit: 'count',
			stacked: true,
			none: 'No locks.',
		}),
		lines({
			title: 'Deadlocks and conflicts',
			about:
				'Transactions that the server ended because they waited for each other, or, on a replica, because they were in the way of replication.',
			width: 12,
			queries: [
				{ expr: databaseRate('deadlocks'), legend: '{{datname}} deadlocks' },
				{ expr: databaseRate('conflicts'), legend: '{{datname}} conflicts' },
			],
			unit: 'per_second',
		}),
	],
};
