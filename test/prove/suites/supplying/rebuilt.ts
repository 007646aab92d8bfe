import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Finding } from './finding.ts';

const run = promisify(execFile);

/** Where a build takes place, which must not show in what it makes. */
const places = [
	{ folder: 'a', variables: { TZ: 'UTC', LANG: 'C', HOME: '/nonexistent' }, umask: '022' },
	{ folder: 'another folder/with a longer name', variables: { TZ: 'Asia/Kathmandu', LANG: 'C.UTF-8' }, umask: '077' },
] as const;

const copyTree = `git -C "$1" ls-files -z --cached --others --exclude-standard | (cd "$1" && xargs -0 cp --parents --target-directory "$2") &&
	{ cp -al "$1/node_modules" "$2/" 2>/dev/null || cp -r "$1/node_modules" "$2/"; }`;
const cloneTree = `git clone --quiet "$1" "$2" && cd "$2" && npm ci --no-audit --no-fund --prefer-offline`;
// A package keeps the modes that the umask gave its files, and npm gives them others when it installs them.
const buildTree = `cd "$2" && node src/build/bundle.ts && chmod -R u=rwX,go=rX dist compose provisioning *.md LICENSE package.json &&
	npm pack --silent --ignore-scripts --pack-destination dist`;

const digest = async (path: string) =>
	createHash('sha256')
		.update(await readFile(path))
		.digest('hex');

/** The hash of each file that a build makes, the package itself included. */
const buildIn = async (root: string, base: string, place: (typeof places)[number], isClean: boolean) => {
	const folder = join(base, place.folder);
	await mkdir(folder, { recursive: true });
	const script = `umask ${place.umask} && ${isClean ? cloneTree : copyTree} && ${buildTree}`;
	const { HOME, PATH } = process.env;
	const env = { HOME, ...place.variables, PATH: `${dirname(process.execPath)}${delimiter}${PATH}` };
	// npm keeps its settings and what it has fetched below the home.
	if (isClean) env.HOME = HOME;
	await run('sh', ['-c', script, 'sh', root, folder], { env, maxBuffer: 2 ** 26 });
	const names = await readdir(join(folder, 'dist'));
	return new Map(await Promise.all(names.map(async name => [name, await digest(join(folder, 'dist', name))] as const)));
};

/**
 * Builds twice, in two places that differ in folder, umask, time zone, locale and home, from copies of the tree or from clean
 * clones with packages of their own; whatever is not the same is told.
 */
export const rebuiltFindings = async (
	root: string,
	isClean: boolean,
): Promise<Finding & { readonly bundle: string }> => {
	const base = await mkdtemp(join(tmpdir(), 'aixcl-rebuilt-'));
	try {
		const [one, other] = [
			await buildIn(root, base, places[0], isClean),
			await buildIn(root, base, places[1], isClean),
		] as const;
		const names = [...new Set([...one.keys(), ...other.keys()])];
		return {
			count: names.length,
			wrong: names.filter(name => one.get(name) !== other.get(name)).map(name => `${name} is not the same twice`),
			bundle: one.get('cli.js') ?? 'none',
		};
	} finally {
		await rm(base, { recursive: true, force: true, maxRetries: 3 });
	}
};
