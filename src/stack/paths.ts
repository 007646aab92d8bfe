import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AixclError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const shippedFrom = (start: string): string => {
	// In the package the code is dist/cli.js; in a checkout it is src/stack/paths.ts.
	for (let folder = dirname(start), level = 0; level < 4; folder = dirname(folder), level++)
		if (existsSync(join(folder, 'compose', 'compose.yaml'))) return folder;
	throw new AixclError('The files of the stack are missing from this installation of aixcl', {
		code: 'config',
		hint: 'Install aixcl again: compose/compose.yaml belongs beside its dist folder.',
	});
};

/** The folder that holds `compose` and `provisioning`, in a checkout and in an installed package. */
export const shippedFolder = (): string => shippedFrom(fileURLToPath(import.meta.url));

/** The shipped compose file. */
export const composeFilePath = (): string => join(shippedFolder(), 'compose', 'compose.yaml');

/** `$XDG_STATE_HOME/aixcl`: what has to outlive a run, and belongs to no project folder. */
export const stateFolder = (env: Environment): string =>
	join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'aixcl');

/** Where the passwords are. */
export const secretsFolder = (env: Environment): string => join(stateFolder(env), 'secrets');

/** Where it is recorded what was done to containers. */
export const auditFile = (env: Environment): string => join(stateFolder(env), 'audit.jsonl');

/** Where the settings of the stack may be, the first that exists counts. */
export const envFiles = (env: Environment): readonly string[] => [
	join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config'), 'aixcl', '.env'),
	join(shippedFolder(), 'compose', '.env'),
];
