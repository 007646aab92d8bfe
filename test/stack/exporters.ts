import { type Child, createChild } from './child.ts';
import { freePort } from './free-port.ts';
import type { Parts } from './parts.ts';
import type { PostgresAccess } from './postgres.ts';

/** A running exporter and the `host:port` at which Prometheus finds it. */
export type Exporter = { readonly child: Child; readonly target: string };

/** Starts the real node_exporter for this machine. */
export async function startNodeExporter(parts: Parts, folder: string): Promise<Exporter> {
	return start('node-exporter', parts.nodeExporter, folder, {});
}

/** Starts the real postgres_exporter for one server. */
export async function startPostgresExporter(parts: Parts, folder: string, access: PostgresAccess): Promise<Exporter> {
	return start('postgres-exporter', parts.postgresExporter, folder, {
		DATA_SOURCE_URI: `${access.host}:${access.port}/${access.database}?sslmode=disable`,
		DATA_SOURCE_USER: access.user,
		DATA_SOURCE_PASS: access.password,
	});
}

async function start(name: string, command: string, folder: string, env: Record<string, string>): Promise<Exporter> {
	const target = `127.0.0.1:${await freePort()}`;
	const child = createChild({
		name,
		command,
		args: [`--web.listen-address=${target}`],
		folder,
		env,
		ready: async () => (await fetch(`http://${target}/`, { signal: AbortSignal.timeout(2000) })).ok,
	});
	await child.start();
	return { child, target };
}
