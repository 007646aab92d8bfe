import { readPlainFile } from './read-plain-file.ts';

/** The text of the config file, at most 64 KiB; absent where there is no file. Never waits for one that is no plain file. */
export const readConfigFile = (path: string): string | undefined =>
	readPlainFile(path, {
		what: 'The config file',
		whenLarge: 'Only settings belong in it: see aixcl help config.',
	});
