import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Manifest as Package, packageProblems } from '../../../src/build/package-contents.ts';
import type { Suite } from '../suite.ts';
import { billFindings } from './supplying/bill.ts';
import { type Lockfile, lockFindings, type Manifest } from './supplying/locked.ts';
import { rebuiltFindings } from './supplying/rebuilt.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const readJson = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(root, name), 'utf8'));

/** What is installed, what is in the bundle, and whether anyone else gets the same. */
export const supply: Suite = {
	name: 'supply',
	promise: 'small, pinned, checkable',
	title: 'nothing is installed beside the bundle, all that is in it is known by hash, and it can be built again',
	how:
		'The package has no dependencies and no install scripts. Of the lockfile every package has an exact version and a SHA-512 ' +
		'hash, comes from no address of its own, and runs no install script that package.json does not decide on. The CycloneDX ' +
		'bill in the package names every package that the bundler put bytes of into the bundle, with the hash and licence ' +
		'that npm sbom tells. Two builds give the same bytes, npm pack included, from two clean clones with npm ci (copies of ' +
		'the tree in the short form) in other folders, with another umask, time zone and locale',
	unit: 'packages, components and built files',
	full: 370,
	short: 360,
	async run(count) {
		const manifest = (await readJson('package.json')) as Manifest & Package;
		const lock = lockFindings((await readJson('package-lock.json')) as Lockfile, manifest);
		const installed = packageProblems([], manifest).filter(problem => !/missing|executable/.test(problem));
		const bill = await billFindings(root);
		const rebuilt = await rebuiltFindings(root, count > this.short);
		const wrong = [...installed, ...lock.wrong, ...bill.wrong, ...rebuilt.wrong];
		return {
			count: lock.count + bill.count + rebuilt.count,
			failures: wrong.length,
			detail: [
				...wrong.slice(0, 5),
				`${lock.count} packages locked, ${bill.count} in the bundle; cli.js has SHA-256 ${rebuilt.bundle}`,
			].join('; '),
		};
	},
};
