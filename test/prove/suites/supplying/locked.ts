import type { Finding } from './finding.ts';

type Entry = {
	readonly version?: string;
	readonly resolved?: string;
	readonly integrity?: string;
	readonly link?: boolean;
	readonly hasInstallScript?: boolean;
} & Partial<Record<(typeof lists)[number], Readonly<Record<string, string>>>>;

export type Lockfile = { readonly packages: Readonly<Record<string, Entry>> };
export type Manifest = {
	readonly devDependencies?: Readonly<Record<string, string>>;
	readonly allowScripts?: Readonly<Record<string, boolean>>;
} & Readonly<Record<string, unknown>>;

const lists = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
/** What leads past the registry: a repository, an address, a folder. */
const elsewhere = /^(?:git|https?|ssh|file|link|github|gitlab|bitbucket):|^git\+|^[^@\s^~<>=*|]+\/[^\s]+$/;

const entryProblems = (path: string, entry: Entry, { allowScripts = {} }: Manifest): string[] => {
	const { version, resolved, integrity, link, hasInstallScript } = entry;
	const name = path.split('node_modules/').at(-1)!;
	const specs = lists.flatMap(list => Object.entries(entry[list] ?? {}));
	return [
		...(exact.test(version ?? '') ? [] : [`${path} has no exact version`]),
		...(/^sha512-[\w+/]{86}==$/.test(integrity ?? '') ? [] : [`${path} is not locked by a SHA-512 hash`]),
		// Without an address npm takes it from the registry it is set to, and the hash says whether it is the one.
		...(resolved === undefined ? [] : [`${path} comes from ${resolved}`]),
		...(link ? [`${path} is a link`] : []),
		...(hasInstallScript && allowScripts[name] === undefined
			? [`${path} has an install script nobody decided on`]
			: []),
		...specs.filter(([, spec]) => elsewhere.test(spec)).map(([other, spec]) => `${path} wants ${other} from ${spec}`),
	];
};

/** Whether everything that is installed is known by hash, comes from the registry, and runs nothing unasked. */
export const lockFindings = ({ packages }: Lockfile, manifest: Manifest): Finding => {
	const entries = Object.entries(packages).filter(([path]) => path !== '');
	const loose = Object.entries(manifest.devDependencies ?? {}).filter(([, spec]) => !exact.test(spec));
	return {
		count: entries.length,
		wrong: [
			...entries.flatMap(([path, entry]) => entryProblems(path, entry, manifest)),
			...loose.map(([name, spec]) => `package.json asks for ${name} ${spec}, not for one version`),
		],
	};
};
