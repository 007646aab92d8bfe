import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../../../../src/build/bundle.ts';
import type { Finding } from './finding.ts';

type Component = {
	readonly name: string;
	readonly version: string;
	readonly purl: string;
	readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
	readonly licenses?: unknown;
};
type Bill = { readonly bomFormat: string; readonly specVersion: string; readonly components: readonly Component[] };

const run = promisify(execFile);
const facts = ({ name, version, hashes, licenses }: Component) => JSON.stringify({ name, version, hashes, licenses });

/** The package of a file of the bundle, by its path. */
const packageOf = (path: string) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[0];

/**
 * Whether the bill of materials that is shipped names every package of which the bundler says that something is in the
 * bundle, and no other; and says of each what npm's own bill says of it.
 */
export const billFindings = async (root: string): Promise<Finding> => {
	const shipped: Bill = JSON.parse(await readFile(join(root, 'dist/sbom.cdx.json'), 'utf8'));
	const { stdout } = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
		cwd: root,
		maxBuffer: 2 ** 26,
	});
	const known = new Map((JSON.parse(stdout) as Bill).components.map(each => [each.purl, each]));
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-bill-'));
	try {
		const { outputs } = await bundle({ entry: 'src/cli.ts', outfile: join(folder, 'cli.js') });
		const bundled = new Set<string>();
		for (const output of Object.values(outputs))
			for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
				const found = packageOf(path);
				if (found !== undefined && bytesInOutput > 0) bundled.add(found);
			}
		const versions = await Promise.all(
			[...bundled].map(async path => {
				const { name, version } = JSON.parse(await readFile(join(root, path, 'package.json'), 'utf8'));
				return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
			}),
		);
		const listed = new Set(shipped.components.map(({ purl }) => purl));
		return {
			count: shipped.components.length,
			wrong: [
				...(shipped.bomFormat === 'CycloneDX' && shipped.specVersion === '1.5' ? [] : ['it is not CycloneDX 1.5']),
				...versions.filter(purl => !listed.has(purl)).map(purl => `${purl} is in the bundle, and not in its bill`),
				...[...listed].filter(purl => !known.has(purl)).map(purl => `${purl} is not known to npm`),
				...shipped.components
					.filter(each => known.has(each.purl) && facts(each) !== facts(known.get(each.purl)!))
					.map(({ purl }) => `of ${purl} the bill does not say what npm says`),
			],
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};
