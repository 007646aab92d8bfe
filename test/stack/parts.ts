import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Which Debian the programs are from: `bookworm` has Prometheus 2.42 and Docker 20.10, `sid` Prometheus 3.5 and Docker 28.5. */
export type Generation = 'bookworm' | 'sid';

/** An ordinary account: PostgreSQL refuses to run as root. */
export type Account = { readonly uid: number; readonly gid: number };

/** Absolute paths of the real programs. */
export type Parts = {
	readonly generation: Generation;
	/** Folder that holds dockerd, containerd and docker of one generation. */
	readonly engineFolder: string;
	readonly dockerd: string;
	readonly docker: string;
	readonly prometheus: string;
	/** Of Debian 12, whatever the generation: unstable packages none with its Prometheus. */
	readonly promtool: string;
	/** Of Debian unstable, whatever the generation. */
	readonly victoriaMetrics: string;
	readonly nodeExporter: string;
	readonly postgresExporter: string;
	readonly initdb: string;
	readonly postgres: string;
	readonly psql: string;
	readonly busybox: string;
	readonly account: Account;
};

/** The parts, or one sentence that says which are missing and what to do. */
export type FoundParts =
	| { readonly parts: Parts; readonly missing?: never }
	| { readonly missing: string; readonly parts?: never };

const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The search path for programs of the system, whatever the caller's own says. */
export const SYSTEM_PATH = SYSTEM_FOLDERS.join(':');

/** Says which generation `AIXCL_RIG_GENERATION` asks for; `sid` when it does not say. */
export function chosenGeneration(environment: NodeJS.ProcessEnv = process.env): Generation {
	const asked = environment.AIXCL_RIG_GENERATION || 'sid';
	if (asked === 'bookworm' || asked === 'sid') return asked;
	throw new Error(`AIXCL_RIG_GENERATION is '${asked}', it may be bookworm or sid`);
}

/** Finds every program of the rig, without starting any. */
export function findParts(generation: Generation = chosenGeneration()): FoundParts {
	const folder = join(cacheFolder(), generation, 'bin');
	const account = postgresAccount();
	const parts = {
		generation,
		engineFolder: folder,
		dockerd: join(folder, 'dockerd'),
		docker: join(folder, 'docker'),
		prometheus: join(folder, 'prometheus'),
		promtool: join(cacheFolder(), 'bookworm', 'bin', 'promtool'),
		victoriaMetrics: join(cacheFolder(), 'sid', 'bin', 'victoria-metrics'),
		nodeExporter: join(folder, 'prometheus-node-exporter'),
		postgresExporter: join(folder, 'prometheus-postgres-exporter'),
		initdb: join(postgresFolder(), 'initdb'),
		postgres: join(postgresFolder(), 'postgres'),
		psql: join(postgresFolder(), 'psql'),
		busybox: '/bin/busybox',
		account: account ?? { uid: 0, gid: 0 },
	};
	const paths = Object.values(parts).filter(value => typeof value === 'string' && value.startsWith('/'));
	const absent = [
		...paths.filter(path => !existsSync(String(path))).map(String),
		...['runc', 'iptables', 'ip', 'nsenter', 'setpriv'].filter(program => !onSystem(program)),
		...(account ? [] : ['the account postgres']),
		...(process.getuid?.() === 0 ? [] : ['root (for a private container engine)']),
	];
	if (absent.length === 0) return { parts };
	return { missing: `the rig lacks ${absent.join(', ')}; on Debian 12 run test/stack/install as root` };
}

/** Folder in which test/stack/install keeps what it has fetched and built. */
export function cacheFolder(): string {
	const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	return process.env.AIXCL_RIG_CACHE || join(caches, 'aixcl-rig');
}

function postgresFolder(): string {
	const all = '/usr/lib/postgresql';
	const versions = existsSync(all) ? readdirSync(all).sort((a, b) => Number(b) - Number(a)) : [];
	return join(all, versions[0] ?? 'none', 'bin');
}

function postgresAccount(): Account | undefined {
	try {
		const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
		return { uid: id('-u'), gid: id('-g') };
	} catch {
		return undefined;
	}
}

function onSystem(program: string): boolean {
	return SYSTEM_FOLDERS.some(folder => existsSync(join(folder, program)));
}
