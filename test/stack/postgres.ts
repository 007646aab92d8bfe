import { randomBytes } from 'node:crypto';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, createChild } from './child.ts';
import { freePort } from './free-port.ts';
import type { Parts } from './parts.ts';
import { runProgram } from './run-program.ts';

/** How to reach a PostgreSQL server as one of its roles. */
export type PostgresAccess = {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
};

/** The rig's PostgreSQL: its owner's access, and that of the role with `pg_monitor` that the exporter uses. */
export type Postgres = { readonly child: Child; readonly owner: PostgresAccess; readonly exporter: PostgresAccess };

const SETTINGS = {
	listen_addresses: '127.0.0.1',
	unix_socket_directories: '',
	max_connections: '40',
	shared_buffers: '16MB',
	fsync: 'off',
	track_io_timing: 'on',
	log_min_messages: 'fatal',
};

/** Makes a new cluster with the database `webui` and starts it on a free loopback port. */
export async function startPostgres(parts: Parts, folder: string): Promise<Postgres> {
	const port = await freePort();
	const [ownerPassword, exporterPassword] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')];
	const access = { host: '127.0.0.1', port, database: 'webui' };
	const owner = { ...access, user: 'webui', password: ownerPassword };
	const exporter = { ...access, user: 'exporter', password: exporterPassword };
	const data = await makeCluster(parts, folder, owner);

	const child = createChild({
		name: 'postgres',
		command: parts.postgres,
		args: [
			'-D',
			data,
			'-p',
			String(port),
			...Object.entries(SETTINGS).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
		],
		folder,
		account: parts.account,
		stopSignal: 'SIGINT',
		ready: () => runSql(parts, { ...owner, database: 'postgres' }, 'select 1').then(() => true),
	});
	await child.start();
	await runSql(parts, { ...owner, database: 'postgres' }, 'create database webui');
	await runSql(
		parts,
		owner,
		`create table visits (at timestamptz default now(), page text);
		create role exporter login password '${exporterPassword}' connection limit 5;
		grant pg_monitor to exporter;`,
	);
	return { child, owner, exporter };
}

/** Runs SQL with the real psql and gives its rows, fields separated by `|`. */
export function runSql(parts: Pick<Parts, 'psql'>, access: PostgresAccess, sql: string): Promise<string> {
	return runProgram(parts.psql, ['-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1'], {
		env: postgresEnvironment(access),
		input: sql,
	});
}

/** The variables by which libpq finds a server. */
export function postgresEnvironment(access: PostgresAccess): Readonly<Record<string, string>> {
	return {
		PGHOST: access.host,
		PGPORT: String(access.port),
		PGDATABASE: access.database,
		PGUSER: access.user,
		PGPASSWORD: access.password,
		PGCONNECT_TIMEOUT: '5',
	};
}

async function makeCluster(parts: Parts, folder: string, owner: PostgresAccess): Promise<string> {
	const home = join(folder, 'postgres');
	const passwordFile = join(home, 'password');
	await mkdir(home);
	await writeFile(passwordFile, owner.password, { mode: 0o600 });
	for (const path of [home, passwordFile]) await chown(path, parts.account.uid, parts.account.gid);
	await runProgram('setpriv', [
		`--reuid=${parts.account.uid}`,
		`--regid=${parts.account.gid}`,
		'--clear-groups',
		parts.initdb,
		...['-D', join(home, 'data'), '-U', owner.user, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
		...['-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
	]);
	await rm(passwordFile);
	return join(home, 'data');
}
