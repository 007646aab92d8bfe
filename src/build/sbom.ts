import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { bundledPackages } from './bundled-packages.ts';

/** What the lockfile says of one package. */
type Locked = { readonly version: string; readonly integrity?: string; readonly license?: string };
type Lock = { readonly packages: Readonly<Record<string, Locked>> };
type Manifest = { readonly name: string; readonly version: string; readonly license: string };

const purlOf = (name: string, version: string) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

const licencesIn = (license: string | undefined) => {
	if (license === undefined) return {};
	return { licenses: [/ (?:AND|OR|WITH) /.test(license) ? { expression: license } : { license: { id: license } }] };
};

const hashOf = (folder: string, integrity: string | undefined) => {
	const [, base64] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? [];
	if (base64 === undefined) throw new Error(`package-lock.json has no SHA-512 hash of ${folder}.`);
	return { alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') };
};

/**
 * The bill of materials of a bundle in CycloneDX 1.5: every package of which something is in it, with the hash by which
 * it is locked. The same for the same source: it carries neither a time nor a number of its own, as that of `npm sbom` does.
 */
export const sbomOf = async (root: string, metafile: Metafile): Promise<string> => {
	const read = async (name: string) => JSON.parse(await readFile(join(root, name), 'utf8'));
	const { packages }: Lock = await read('package-lock.json');
	const { name, version, license }: Manifest = await read('package.json');
	const components = bundledPackages(metafile).map(folder => {
		const locked = packages[folder];
		if (!locked) throw new Error(`package-lock.json does not know ${folder}.`);
		const own = folder.split('node_modules/').at(-1)!;
		return {
			'bom-ref': folder,
			type: 'library',
			name: own,
			version: locked.version,
			purl: purlOf(own, locked.version),
			hashes: [hashOf(folder, locked.integrity)],
			...licencesIn(locked.license),
		};
	});
	const component = {
		'bom-ref': name,
		type: 'application',
		name,
		version,
		purl: purlOf(name, version),
		...licencesIn(license),
	};
	const bill = { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata: { component }, components };
	return `${JSON.stringify(bill, null, '\t')}\n`;
};
