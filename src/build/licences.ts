import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { bundledPackages } from './bundled-packages.ts';

const licenceIn = async (folder: string): Promise<string> => {
	const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
	const file = (await readdir(folder)).sort().find(entry => /^licen[cs]e/i.test(entry));
	const text = file ? await readFile(join(folder, file), 'utf8') : `License: ${license}\n`;
	return `${name} ${version}\n\n${text.trim()}\n`;
};

/** The names, versions and licences of all packages that went into a bundle, in the order of their names. */
export const licencesOf = async (root: string, metafile: Metafile): Promise<string> => {
	const all = await Promise.all(bundledPackages(metafile).map(folder => licenceIn(join(root, folder))));
	return [...new Set(all)].sort().join(`\n${'-'.repeat(80)}\n\n`);
};
