import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type Parts, SYSTEM_PATH } from './parts.ts';
import { type PostgresAccess, postgresEnvironment, runSql } from './postgres.ts';
import { waitUntil } from './wait-until.ts';

/** Sessions that keep a database a little busy. */
export type Traffic = { readonly stop: () => Promise<void> };

/** What each session is told, by its application_name; one that ends without `\watch` stays idle. */
const SESSIONS: Readonly<Record<string, string>> = {
	'idle-1': 'select 1;',
	'idle-2': 'select 2;',
	waiting: 'begin; select count(*) from visits;',
	writer: "insert into visits (page) values ('/') \\watch 0.2\n",
	reader: 'select count(*) from visits \\watch 0.5\n',
	undecided: "begin \\; insert into visits (page) values ('/undone') \\; rollback \\watch 2\n",
	sorter:
		"set work_mem = '64kB';\nselect max(n) from (select n from generate_series(1, 50000) n order by -n) s \\watch 5\n",
};

/**
 * Opens two idle sessions, one that stays idle in a transaction (`waiting`), and four that write, read, roll back and
 * sort on disk: about eight transactions a second. Ready when the server lists them all.
 */
export async function startTraffic(parts: Parts, access: PostgresAccess): Promise<Traffic> {
	const sessions = Object.entries(SESSIONS).map(([name, sql]) => openSession(parts, access, name, sql));
	const names = Object.keys(SESSIONS).map(name => `'${name}'`);
	await waitUntil(
		async () => {
			const answer = await runSql(
				parts,
				access,
				`select count(*) filter (where application_name in (${names})),
				count(*) filter (where application_name = 'waiting' and state = 'idle in transaction') from pg_stat_activity`,
			);
			return answer === `${names.length}|1`;
		},
		{ what: 'the sessions of PostgreSQL' },
	);
	return { stop: () => Promise.all(sessions.map(endSession)).then(() => undefined) };
}

function openSession(parts: Parts, access: PostgresAccess, name: string, sql: string) {
	const session = spawn('setpriv', ['--pdeathsig=KILL', parts.psql, '-X', '-q', '-A', '-t'], {
		env: { PATH: SYSTEM_PATH, ...postgresEnvironment(access), PGAPPNAME: name },
		detached: true,
	});
	session.stdout.resume();
	session.stderr.resume();
	session.stdin.on('error', () => undefined);
	session.stdin.write(`${sql}\n`);
	return session;
}

function endSession(session: ChildProcessWithoutNullStreams): Promise<void> {
	return new Promise(resolve => {
		if (session.exitCode !== null || session.signalCode !== null) resolve();
		session.once('exit', () => resolve());
		session.kill('SIGKILL');
	});
}
