import { chown, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type EngineAccess, runDocker } from './engine.ts';
import type { ImageRecipe } from './image-recipe.ts';
import { runProgram } from './run-program.ts';

const ACCOUNTS = ['root:x:0:0', 'postgres:x:999:999', 'nobody:x:65534:65534'];

/** Makes an image with busybox and what the recipe names, from a folder below `scratch` that is deleted again. */
export async function makeImage(
	busybox: string,
	access: EngineAccess,
	scratch: string,
	name: string,
	recipe: ImageRecipe,
): Promise<void> {
	const root = join(scratch, name.replaceAll(/[/:]/g, '-'));
	const archive = `${root}.tar`;
	await layOut(root, busybox, recipe);
	await runProgram('tar', ['--numeric-owner', '-C', root, '-cf', archive, '.']);
	const without = ['gconv', 'perl', 'perl-base', 'systemd'].map(folder => `--exclude=*/${folder}/*`);
	for (const tree of recipe.trees ?? []) {
		await runProgram('tar', ['-C', tree.root, ...without, '-rf', archive, ...tree.paths]);
	}
	await runDocker(access, ['import', ...recipe.changes.flatMap(change => ['--change', change]), archive, name]);
	await Promise.all([rm(root, { recursive: true }), rm(archive)]);
}

async function layOut(root: string, busybox: string, { files, texts = {}, folders = {} }: ImageRecipe): Promise<void> {
	const place = async (path: string): Promise<string> => {
		const target = join(root, path);
		await mkdir(dirname(target), { recursive: true });
		return target;
	};
	for (const folder of ['bin', 'dev', 'etc', 'proc', 'sys', 'usr/bin', 'var']) {
		await mkdir(join(root, folder), { recursive: true });
	}
	await mkdir(join(root, 'tmp'), { mode: 0o1777 });
	await copyFile(busybox, join(root, 'bin', 'busybox'));
	for (const applet of (await runProgram(busybox, ['--list'])).split('\n')) {
		if (applet !== 'busybox') await symlink('busybox', join(root, 'bin', applet));
	}
	// Where the loader and the libraries are looked for by programs of a Debian whose /usr is merged.
	await symlink('usr/lib64', join(root, 'lib64'));
	await symlink('usr/lib', join(root, 'lib'));
	await symlink('../run', join(root, 'var', 'run'));
	await writeFile(join(root, 'etc', 'passwd'), ACCOUNTS.map(line => `${line}::/:/bin/sh\n`).join(''));
	await writeFile(join(root, 'etc', 'group'), ACCOUNTS.map(line => `${line.replace(/:\d+$/, '')}:\n`).join(''));
	for (const [path, source] of Object.entries(files)) {
		const target = await place(path);
		await rm(target, { force: true });
		await copyFile(source, target);
	}
	for (const [path, text] of Object.entries(texts)) await writeFile(await place(path), text);
	for (const [path, owner] of Object.entries(folders)) {
		await mkdir(join(root, path), { recursive: true });
		await chown(join(root, path), owner, owner);
	}
}
