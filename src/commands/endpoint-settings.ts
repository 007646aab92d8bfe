import { homedir } from 'node:os';
import type { Config } from '../config/config.ts';
import type { EndpointSettings } from '../engine/endpoint.ts';

/**
 * What the engine's address is decided from. The config file only counts where neither DOCKER_HOST nor DOCKER_CONTEXT
 * is set: the environment outranks it.
 */
export const endpointSettings = (
	{ host, origins }: Pick<Config, 'host' | 'origins'>,
	env: EndpointSettings['env'],
): EndpointSettings => {
	const isAsked = origins.host.kind === 'flag' || (origins.host.kind === 'file' && !env.DOCKER_CONTEXT);
	return { host: isAsked ? host : undefined, env, home: homedir() };
};
