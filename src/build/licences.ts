import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const packageFolder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

const licenceIn = async (folder: string): Promise<string> => {
	const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
	const file = (await readdir(folder)).sort().find(entry => /^licen[cs]e/i.test(entry));
	const text = file ? await readFile(join(folder, file), 'utf8') : `License: ${license}\n`;
	return `${name} ${version}\n\n${text.trim()}\n`;
};

/** The names, versions and licences of all packages that went into a bundle, in the order of their names. */
export const licencesOf = async (root: string, { inputs, outputs }: Metafile): Promise<string> => {
	const used = new Set(Object.values(outputs).flatMap(output => Object.keys(output.inputs)));
	const folders = new Set<string>();
	for (const input of Object.keys(inputs)) {
		const folder = packageFolder.exec(input)?.[1];
		if (folder && used.has(input)) folders.add(folder);
	}
	const all = await Promise.all([...folders].map(folder => licenceIn(join(root, folder))));
	return [...new Set(all)].sort().join(`\n${'-'.repeat(80)}\n\n`);
};
