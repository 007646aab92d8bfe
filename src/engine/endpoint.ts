import { join } from 'node:path';
import { type Endpoint, parseAddress, type Tls, unixSocket } from './endpoint-address.ts';
import { currentContext, readContext, readTls } from './endpoint-context.ts';
import { type EndpointFiles, endpointFiles } from './endpoint-files.ts';
import { EngineError } from './engine-error.ts';

export type EndpointSettings = {
	/** The `--host` flag. */
	readonly host?: string | undefined;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** The user's home folder. */
	readonly home: string;
	readonly files?: EndpointFiles;
};

/**
 * Decides which engine to talk to: `--host`, DOCKER_HOST, DOCKER_CONTEXT, the current Docker context, else the first
 * socket of the usual ones that exists. Connects to nothing. Rejects with an EngineError that says what was looked for.
 */
export const resolveEndpoint = async ({
	host,
	env,
	home,
	files = endpointFiles,
}: EndpointSettings): Promise<Endpoint> => {
	const folder = env.DOCKER_CONFIG || join(home, '.docker');
	if (host) return parseAddress(host, '--host', await tlsFromEnv(env, folder, files));
	if (env.DOCKER_HOST) return parseAddress(env.DOCKER_HOST, 'DOCKER_HOST', await tlsFromEnv(env, folder, files));
	const context = env.DOCKER_CONTEXT || (await currentContext(folder, files));
	if (context && context !== 'default') return readContext(context, folder, files);
	const sockets = usualSockets(env, home);
	for (const path of sockets) {
		if (await files.isSocket(path)) return unixSocket(path, 'default socket');
	}
	throw new EngineError('No container engine was found', {
		kind: 'absent',
		hint: `Start Docker or Podman, or name one with --host. Looked for ${sockets.join(', ')}.`,
	});
};

const usualSockets = (env: EndpointSettings['env'], home: string): readonly string[] => {
	const runtime = env.XDG_RUNTIME_DIR;
	return [
		'/var/run/docker.sock',
		...(runtime ? [join(runtime, 'docker.sock')] : []),
		join(home, '.docker/run/docker.sock'),
		...(runtime ? [join(runtime, 'podman/podman.sock')] : []),
		'/run/podman/podman.sock',
	];
};

// As in the docker command, any text at all turns TLS on, "0" too.
const tlsFromEnv = async (
	env: EndpointSettings['env'],
	folder: string,
	files: EndpointFiles,
): Promise<Tls | undefined> => {
	if (!env.DOCKER_TLS_VERIFY && !env.DOCKER_TLS) return undefined;
	const skipVerify = !env.DOCKER_TLS_VERIFY;
	return (await readTls(env.DOCKER_CERT_PATH || folder, files, skipVerify)) ?? { skipVerify };
};
