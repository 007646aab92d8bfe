import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../src/build/bundle.ts';

/** Builds the fixture as the real program is built, with the same parent, in a folder with a blank in its name. */
export const buildFixture = async (): Promise<{ readonly folder: string; remove(): Promise<void> }> => {
	const root = await mkdtemp(join(tmpdir(), 'aixcl pty '));
	const folder = join(root, 'dist');
	await mkdir(folder);
	await bundle({
		entry: 'test/pty/fixture/main.ts',
		outfile: join(folder, 'cli.js'),
		without: ['axios', 'meow', 'prom-client'],
	});
	await copyFile(fileURLToPath(new URL('../../src/build/aixcl.sh', import.meta.url)), join(folder, 'aixcl'));
	await chmod(join(folder, 'aixcl'), 0o755);
	return { folder, remove: () => rm(root, { recursive: true, force: true }) };
};
