import { AixclError } from '../errors.ts';
import type { Connection, Endpoint } from './endpoint-address.ts';
import { runProgram } from './run-program.ts';
import { sshUrl } from './ssh-address.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A program that understands compose files. */
export type ComposeProgram = {
	/** As it is typed, e.g. `docker compose`. */
	readonly name: string;
	readonly command: readonly [string, ...string[]];
	readonly version: string;
	/** The engine's own program, which may be missing beside a compose that stands alone. */
	readonly engineCommand: 'docker' | 'podman';
};

const docker = [['docker', 'compose'], ['docker-compose']] as const;
const podman = [['podman', 'compose'], ['podman-compose']] as const;

const versionDeadline = 20_000;

const versionIn = (text: string): string | undefined => {
	const [, name = '', version = ''] =
		/(podman-compose|docker[ -]compose) version:? v?(\d+\.\d+[\w.+~-]*)/i.exec(text) ?? [];
	// docker-compose 1 is another program: it knows neither profiles nor conditions as they are written today.
	return version === '' || (/^docker/i.test(name) && version.startsWith('1.')) ? undefined : version;
};

/** The environment that leads a compose program to this engine, and to nothing of another project. */
export const composeEnvironment = (env: Environment, { connection, from }: Endpoint): Environment => {
	const kept = Object.entries(env).filter(([name]) => !name.startsWith('COMPOSE_'));
	const base = { ...Object.fromEntries(kept), COMPOSE_IGNORE_ORPHANS: 'true' };
	// Its own settings lead the program to a context, with the TLS files that belong to it.
	if (from.startsWith('context ')) return base;
	const host = addressOf(connection);
	return { ...base, DOCKER_CONTEXT: undefined, DOCKER_HOST: host, CONTAINER_HOST: host };
};

const addressOf = (connection: Connection): string => {
	if ('socketPath' in connection) return `unix://${connection.socketPath}`;
	if ('ssh' in connection) return sshUrl(connection.ssh);
	const { host, port } = connection;
	return `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/**
 * The first of this machine's compose programs that works, those of the engine's own kind first.
 * Rejects with an AixclError where there is none.
 */
export const findCompose = async (product: 'docker' | 'podman', env: Environment): Promise<ComposeProgram> => {
	const candidates = product === 'podman' ? [...podman, ...docker] : [...docker, ...podman];
	for (const command of candidates) {
		const [program, ...rest] = command;
		const { status, output, complaint } = await runProgram(program, [...rest, 'version'], { env, ms: versionDeadline });
		const version = status === 0 ? versionIn(`${output}\n${complaint}`) : undefined;
		if (version === undefined) continue;
		return { name: command.join(' '), command: [program, ...rest], version, engineCommand: product };
	}
	throw new AixclError('No Docker Compose 2 was found on this machine', {
		code: 'engine',
		hint: `Install it: the package docker-compose-plugin (or docker-compose-v2) for Docker, podman-compose for Podman. Looked for ${candidates.map(command => command.join(' ')).join(', ')}.`,
	});
};
