import { type Config, type ConfigInputs, resolveConfig } from './config.ts';
import { configPath } from './config-path.ts';
import { readConfigFile } from './read-config-file.ts';

/** The settings of this run. Rejects with an AixclError that names the flag, variable or key that is wrong. */
export const loadConfig = async ({
	flags,
	env,
	file = configPath(),
}: Pick<ConfigInputs, 'flags' | 'env'> & { readonly file?: string }): Promise<Config> => {
	const text = readConfigFile(file);
	// The schema library is only worth its loading time where there is a file to check.
	const fileSettings =
		text === undefined ? new Map<string, string>() : (await import('./config-file.ts')).parseConfigFile(text, file);
	return resolveConfig({ flags, env, file, fileSettings });
};
