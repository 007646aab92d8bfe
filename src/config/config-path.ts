import path from 'node:path';
import envPaths from 'env-paths';

/** Where the config file is looked for: `$XDG_CONFIG_HOME/aixcl/config.json`, or what the system has instead. */
export const configPath = (): string => path.join(envPaths('aixcl', { suffix: '' }).config, 'config.json');
