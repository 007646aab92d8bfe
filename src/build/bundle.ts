import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };
import { lazyBuiltins } from './builtins.ts';
import { editPackages } from './edits.ts';
import { licencesOf } from './licences.ts';
import { manPage } from './man/man-page.ts';
import { choosePackages } from './packages.ts';
import { sbomOf } from './sbom.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const oldest = { major: 22, minor: 12 };

// Runs before anything that an old Node does not know: the bundle is written in syntax that it can read, and asks for
// Node's own modules only later.
const banner = `import{createRequire as makeRequire}from'node:module';
const[nodeMajor,nodeMinor]=process.versions.node.split('.').map(Number);
if(nodeMajor<${oldest.major}||nodeMajor===${oldest.major}&&nodeMinor<${oldest.minor}){process.stderr.write('aixcl: Node ${oldest.major}.${oldest.minor} or newer is needed, and this is '+process.version+'.\\n');process.exit(1)}
const require=makeRequire(import.meta.url);`;

export type BundleOptions = {
	/** Relative to the root of the repository. */
	readonly entry: string;
	readonly outfile: string;
	/** Packages with edits that this program does not import. */
	readonly without?: readonly string[];
	/** Looked at before those of every bundle; a test builds a part of the program otherwise with them. */
	readonly plugins?: readonly Plugin[];
};

/** Bundles a program and all that it imports into one minified file; returns what went in. */
export const bundle = async ({ entry, outfile, without = [], plugins = [] }: BundleOptions): Promise<Metafile> => {
	const { metafile } = await build({
		absWorkingDir: root,
		entryPoints: [entry],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node18',
		mainFields: ['module', 'main'],
		define: { 'process.env.NODE_ENV': '"production"' },
		banner: { js: banner },
		minify: true,
		keepNames: false,
		legalComments: 'none',
		metafile: true,
		logLevel: 'warning',
		plugins: [...plugins, lazyBuiltins(), choosePackages(), editPackages(without)],
	});
	return metafile;
};

const kilobytes = async (path: string) => `${Math.round((await stat(path)).size / 1000)} kB`;

const buildAll = async () => {
	process.chdir(root);
	// Each file takes its place whole: a program that runs meanwhile keeps the one it has, the shell script too.
	const made = await mkdtemp('.dist-');
	try {
		const metafile = await bundle({ entry: 'src/cli.ts', outfile: join(made, 'cli.js') });
		await writeFile(join(made, 'LICENCES.txt'), await licencesOf(root, metafile));
		await writeFile(join(made, 'sbom.cdx.json'), await sbomOf(root, metafile));
		await copyFile('src/build/aixcl.sh', join(made, 'aixcl'));
		await chmod(join(made, 'aixcl'), 0o755);
		await writeFile(join(made, 'aixcl.1'), manPage(manifest.version));
		await mkdir('dist', { recursive: true });
		for (const name of await readdir(made)) await rename(join(made, name), join('dist', name));
	} finally {
		await rm(made, { recursive: true, force: true });
	}
	process.stderr.write(`dist/cli.js ${await kilobytes('dist/cli.js')}\n`);
};

if (import.meta.main) {
	await buildAll().catch(error => {
		// The bundler has printed what is wrong with the source.
		if (!error.errors) throw error;
		process.exitCode = 1;
	});
}
