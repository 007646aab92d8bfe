import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type PackedFile = { readonly path: string; readonly mode: number };

export type Manifest = { readonly scripts?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

const needed = [
	'package.json',
	'README.md',
	'LICENSE',
	'dist/aixcl',
	'dist/cli.js',
	'dist/aixcl.1',
	'dist/LICENCES.txt',
	'dist/sbom.cdx.json',
];
const welcome = /^(?:CHANGELOG\.md|MONITORING\.md|(?:compose|provisioning)\/.+)$/;
const dependencyLists = [
	'dependencies',
	'optionalDependencies',
	'peerDependencies',
	'bundleDependencies',
	'bundledDependencies',
];
const installScripts = ['preinstall', 'install', 'postinstall', 'prepublish', 'prepare'];

/** What is wrong with a package: a sentence for each thing that is missing, too much, or would run at installation. */
export const packageProblems = (files: readonly PackedFile[], manifest: Manifest): string[] => {
	const paths = new Set(files.map(file => file.path));
	const command = files.find(file => file.path === 'dist/aixcl');
	return [
		...needed.filter(path => !paths.has(path)).map(path => `${path} is missing from the package.`),
		...[...paths]
			// Whoever runs the stack from a checkout has a .env beside it, with passwords.
			.filter(path => !needed.includes(path) && (!welcome.test(path) || path.endsWith('.env')))
			.map(path => `${path} does not belong into the package.`),
		...(command && (command.mode & 0o111) === 0 ? ['dist/aixcl is not executable.'] : []),
		...dependencyLists
			.filter(list => Object.keys(manifest[list] ?? {}).length > 0)
			.map(list => `The package has ${list}, and is to have none: everything is bundled.`),
		...installScripts
			.filter(script => manifest.scripts?.[script] !== undefined)
			.map(script => `The package would run its ${script} script at installation.`),
	];
};

const packed = (root: string): readonly PackedFile[] => {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [listing] = Object.values(JSON.parse(output)) as { readonly files: readonly PackedFile[] }[];
	if (!listing) throw new Error('npm pack listed no package.');
	return listing.files;
};

if (import.meta.main) {
	const root = fileURLToPath(new URL('../..', import.meta.url));
	const manifest: Manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
	const problems = packageProblems(packed(root), manifest);
	for (const problem of problems) process.stderr.write(`${problem}\n`);
	if (problems.length > 0) process.exitCode = 1;
}
