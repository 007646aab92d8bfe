import { join } from 'node:path';
import type { Audit } from '../audit/audit.ts';
import { withAudit } from '../audit/audited-engine.ts';
import type { Config } from '../config/config.ts';
import type { Container, Engine, EngineInfo } from '../engine/container.ts';
import { resolveEndpoint } from '../engine/endpoint.ts';
import type { Endpoint } from '../engine/endpoint-address.ts';
import { createEngine } from '../engine/engine.ts';
import { isLoopbackAddress } from '../stack/loopback.ts';
import { composeFilePath, shippedFolder, stateFolder } from '../stack/paths.ts';
import type { StackEnv } from '../stack/stack-env.ts';
import type { Invocation } from './command.ts';
import { endpointSettings } from './endpoint-settings.ts';
import { openAudit, warnOnStandardError } from './open-audit.ts';
import { loadStackEnv } from './stack-env.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The stack on its engine, for one command. */
export type Stack = {
	readonly config: Config;
	readonly env: Environment;
	readonly stackEnv: StackEnv;
	/** What is done to a container through it is recorded. */
	readonly engine: Engine;
	readonly audit: Audit;
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
export const openStack = async (config: Config, { env, tell }: Pick<Invocation, 'env' | 'tell'>): Promise<Stack> => {
	const stackEnv = loadStackEnv(env);
	const folder = shippedFolder();
	const endpoint = await resolveEndpoint(endpointSettings(config, env));
	const audit = openAudit(env, warnOnStandardError(tell));
	const engine = withAudit(createEngine(endpoint, { isReadOnly: config.readOnly, deadline: 10_000 }), audit);
	const { signal } = new AbortController();
	const { connection } = endpoint;
	try {
		return {
			config,
			env,
			stackEnv,
			engine,
			audit,
			endpoint,
			info: await engine.info(signal),
			isHere: 'socketPath' in connection || ('host' in connection && isLoopbackAddress(connection.host)),
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
