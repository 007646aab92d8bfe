import { postgresIo } from './postgres-io.ts';
import { postgresNow } from './postgres-now.ts';
import { postgresSessions } from './postgres-sessions.ts';
import { postgresStatements } from './postgres-statements.ts';
import { postgresUpkeep } from './postgres-upkeep.ts';
import type { Dashboard } from './spec.ts';
import { database, server } from './variables.ts';

/** One PostgreSQL server. */
export const postgresqlPerformance: Dashboard = {
	uid: 'postgresql-performance',
	title: 'PostgreSQL performance',
	about: 'Whether the database keeps up, what it waits for, and which statements take the time.',
	variables: [server, database],
	starts: 'name=~".*postgres.*"',
	rows: [postgresNow, postgresSessions, postgresStatements, postgresIo, postgresUpkeep],
};
