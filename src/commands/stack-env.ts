import { readConfigFile } from '../config/read-config-file.ts';
import { envFiles } from '../stack/paths.ts';
import { resolveStackEnv, type StackEnv } from '../stack/stack-env.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The stack's settings, checked. Throws an AixclError that names what is wrong. */
export const loadStackEnv = (env: Environment): StackEnv =>
	resolveStackEnv({ env, files: envFiles(env), read: readConfigFile });
