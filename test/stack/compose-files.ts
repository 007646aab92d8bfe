import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the shipped compose files. */
export const composeFolder = fileURLToPath(new URL('../../compose', import.meta.url));

/** The whole stack. */
export const baseFile = join(composeFolder, 'compose.yaml');

/** Every overlay that is shipped, by its name without `.yaml`. */
export const overlayNames: readonly string[] = readdirSync(composeFolder)
	.filter(name => name.endsWith('.yaml') && name !== 'compose.yaml')
	.map(name => name.replace(/[.]yaml$/, ''))
	.toSorted();

/** The overlay of that name. */
export const overlayFile = (name: string): string => join(composeFolder, `${name}.yaml`);
