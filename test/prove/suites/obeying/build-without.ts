import { chmod, copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { bundle } from '../../../../src/build/bundle.ts';
import type { Wall } from './walls.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

const takeOut = (wall: Wall): Plugin => ({
	name: 'take-out',
	setup(build) {
		for (const [place, change] of Object.entries(wall)) {
			const filter = new RegExp(`${place.replaceAll('/', '[\\\\/]').replaceAll('.', '\\.')}$`);
			build.onLoad({ filter }, async () => ({
				contents: change(await readFile(join(root, place), 'utf8')),
				loader: 'ts',
			}));
		}
	},
});

/** A program that can be run, until it is removed. */
export type Built = { readonly file: string; remove(): Promise<void> };

/** Builds the real program with some of the walls between what is read and the terminal taken out. */
export const buildWithout = async (...walls: readonly Wall[]): Promise<Built> => {
	const place = await mkdtemp(join(tmpdir(), 'aixcl-without-'));
	const folder = join(place, 'dist');
	const file = join(folder, 'aixcl');
	await mkdir(folder);
	await bundle({ entry: 'src/cli.ts', outfile: join(folder, 'cli.js'), plugins: walls.map(takeOut) });
	await copyFile(join(root, 'src/build/aixcl.sh'), file);
	await chmod(file, 0o755);
	return { file, remove: () => rm(place, { recursive: true, force: true }) };
};
