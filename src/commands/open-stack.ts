import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Container, Engine, EngineInfo } from '../engine/container.ts';
import { resolveEndpoint } from '../engine/endpoint.ts';
import type { Endpoint } from '../engine/endpoint-address.ts';
import { createEngine } from '../engine/engine.ts';
import { isLoopbackAddress } from '../stack/loopback.ts';
import { composeFilePath, shippedFolder, stateFolder } from '../stack/paths.ts';
import type { StackEnv } from '../stack/stack-env.ts';
import { endpointSettings } from './endpoint-settings.ts';
import { loadStackEnv } from './stack-env.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The stack on its engine, for one command. */
export type Stack = {
	readonly config: Config;
	readonly env: Environment;
	readonly stackEnv: StackEnv;
	readonly engine: Engine;
	readonly endpoint: Endpoint;
	readonly info: EngineInfo;
	/** Whether the engine runs on this machine. */
	readonly isHere: boolean;
	/** The folder that holds `compose` and `provisioning`. */
	readonly folder: string;
	readonly composeFile: string;
	readonly lockFile: string;
	/** All containers of the engine. */
	list(): Promise<readonly Container[]>;
	close(): void;
};

/** Checks the settings and asks the engine what it is. Rejects with an AixclError where either fails. */
export const openStack = async (config: Config, env: Environment): Promise<Stack> => {
	const stackEnv = loadStackEnv(env);
	const folder = shippedFolder();
	const endpoint = await resolveEndpoint(endpointSettings(config, env));
	const engine = createEngine(endpoint, { isReadOnly: config.readOnly, deadline: 10_000 });
	const { signal } = new AbortController();
	const { connection } = endpoint;
	try {
		return {
			config,
			env,
			stackEnv,
			engine,
			endpoint,
			info: await engine.info(signal),
			isHere: 'socketPath' in connection || isLoopbackAddress(connection.host),
			folder,
			composeFile: composeFilePath(),
			lockFile: join(stateFolder(env), 'lock'),
			list: () => engine.list(signal),
			close: engine.close,
		};
	} catch (error) {
		engine.close();
		throw error;
	}
};
