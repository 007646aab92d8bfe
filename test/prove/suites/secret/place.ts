import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Canaries } from './canaries.ts';

/** A home with secrets where they belong, and with a `docker` that only remembers what it was called with. */
export type Place = {
	readonly home: string;
	readonly env: Readonly<Record<string, string>>;
	/** The ways to get in to Prometheus, as settings. */
	readonly access: readonly Readonly<Record<string, string>>[];
	/** All that was written since, and what programs were called with; by where it was found. */
	written(): Promise<ReadonlyMap<string, string>>;
};

// The files of secrets themselves: a folder that only its owner may enter.
const own = /\/(?:given|secrets)\/|\/[.]env$/;

const filesBelow = async (folder: string): Promise<readonly string[]> => {
	const entries = await readdir(folder, { withFileTypes: true, recursive: true });
	return entries.filter(each => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};

export const createPlace = async (home: string, canaries: Canaries): Promise<Place> => {
	const bin = join(home, 'bin');
	const given = join(home, 'given');
	const config = join(home, '.config', 'aixcl');
	for (const folder of [bin, given, config]) await mkdir(folder, { recursive: true });
	const docker = join(bin, 'docker');
	await writeFile(
		docker,
		`#!/bin/sh\nprintf '%s\\n' "$*" >>"${home}/called"\ncase "$*" in *version*) echo 'Docker Compose version v2.40.3' ;; esac\n`,
	);
	await chmod(docker, 0o755);
	const put = async (name: string, text: string) => {
		await writeFile(join(given, name), text, { mode: 0o600 });
		return join(given, name);
	};
	const settings = `POSTGRES_PASSWORD=${canaries.postgres}\nGRAFANA_ADMIN_PASSWORD=${canaries.grafanaAdmin}\n`;
	await writeFile(join(config, '.env'), settings, { mode: 0o600 });
	return {
		home,
		env: {
			PATH: [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
			...{ HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color', NODE_COMPILE_CACHE: '' },
			SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22',
		},
		access: [
			{},
			{ AIXCL_PROMETHEUS_USER: 'ann', AIXCL_PROMETHEUS_PASSWORD_FILE: await put('password', canaries.passwordFile) },
			{ AIXCL_PROMETHEUS_TOKEN_FILE: await put('token', canaries.token) },
			{ AIXCL_PROMETHEUS_HEADERS_FILE: await put('headers', `X-Api-Key: ${canaries.header}\n`) },
		],
		async written() {
			const paths = (await filesBelow(home)).filter(path => !own.test(path));
			return new Map(await Promise.all(paths.map(async path => [path, await readFile(path, 'utf8')] as const)));
		},
	};
};
