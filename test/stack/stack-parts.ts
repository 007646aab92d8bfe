import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, chosenGeneration, findParts, type Generation, type Parts } from './parts.ts';

/** Absolute paths of what the whole stack needs beside the parts of the rig. */
export type StackParts = Parts & {
	/** Compose v2. */
	readonly compose: string;
	readonly alertmanager: string;
	/** Root of the file tree of Alertmanager's package. */
	readonly alertmanagerTree: string;
	readonly amtool: string;
	/** Built by test/stack/install; needs no library. */
	readonly cadvisor: string;
	/** Built by test/stack/install, and linked against libraries of this machine. */
	readonly ollama: string;
	/** Root of a file tree with PostgreSQL 18 and every library that it and Debian's programs need. */
	readonly postgresTree: string;
	/** Folder of the libraries in that tree, relative to it. */
	readonly libraries: string;
	/** What a Go program of Debian needs of that tree: the loader and the C library. */
	readonly loader: readonly string[];
};

/** The parts, or one sentence that says which are missing and what to do. */
export type FoundStackParts =
	| { readonly parts: StackParts; readonly missing?: never }
	| { readonly missing: string; readonly parts?: never };

/** Finds every program of the stack without starting any: the engine of one generation, all else of the newer one. */
export function findStackParts(engine: Generation = chosenGeneration()): FoundStackParts {
	const { parts: newer, missing } = findParts('sid');
	const { parts: chosen, missing: missingEngine } = findParts(engine);
	if (!newer) return { missing };
	if (!chosen) return { missing: missingEngine };
	const { generation, engineFolder, dockerd, docker } = chosen;
	const parts = { ...newer, generation, engineFolder, dockerd, docker };
	const folder = join(cacheFolder(), 'sid');
	const postgresTree = join(folder, 'postgresql');
	const more = {
		compose: join(folder, 'bin', 'docker-compose'),
		alertmanager: join(folder, 'bin', 'prometheus-alertmanager'),
		amtool: join(folder, 'bin', 'amtool'),
		cadvisor: join(cacheFolder(), 'cadvisor'),
		ollama: join(cacheFolder(), 'ollama'),
		postgresTree,
	};
	const absent = Object.values(more).filter(path => !existsSync(path));
	if (absent.length > 0) return { missing: `the stack lacks ${absent.join(', ')}; run test/stack/install as root` };
	const libraries = librariesOf(postgresTree);
	const loader = ['usr/lib', 'usr/lib64', libraries].flatMap(inner =>
		filesOf(join(postgresTree, inner))
			.filter(name => /^(ld-linux|libc[.]so|libresolv[.]so)/.test(name))
			.map(name => join(inner, name)),
	);
	const alertmanagerTree = join(dirname(realpathSync(more.alertmanager)), '..', '..');
	return { parts: { ...parts, ...more, alertmanagerTree, libraries, loader } };
}

const filesOf = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

function librariesOf(tree: string): string {
	const name = filesOf(join(tree, 'usr', 'lib')).find(entry => entry.endsWith('-linux-gnu'));
	return join('usr', 'lib', name ?? 'none');
}
