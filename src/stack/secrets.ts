import { randomInt } from 'node:crypto';
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

/** A file that the compose files mount as a secret. */
export type Secret = {
	readonly name: string;
	/** The variable that may give it; all others are generated. */
	readonly variable: string | undefined;
	/** The services that read it when they start. */
	readonly services: readonly string[];
};

export const secrets: readonly Secret[] = [
	{ name: 'postgres_password', variable: 'POSTGRES_PASSWORD', services: ['postgres', 'open-webui'] },
	{ name: 'postgres_exporter_password', variable: undefined, services: ['postgres', 'postgres-exporter'] },
	{ name: 'grafana_admin_password', variable: 'GRAFANA_ADMIN_PASSWORD', services: ['grafana'] },
	{ name: 'pgadmin_password', variable: undefined, services: ['pgadmin'] },
	{ name: 'webui_secret_key', variable: undefined, services: ['open-webui'] },
];

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

// 32 of 62 letters are 190 bits, and need no quoting wherever a password is written.
const generate = (): string => Array.from({ length: 32 }, () => alphabet[randomInt(alphabet.length)]).join('');

const failed = (folder: string, error: unknown) => {
	const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
	return new AixclError(`The passwords cannot be kept in ${clean(folder)} (${clean(code)})`, {
		code: 'stack',
		hint: 'Make the folder writable for you, or set XDG_STATE_HOME to one that is.',
	});
};

/** What was written: files that had not been there, and files whose content was another. */
export type Written = { readonly created: readonly Secret[]; readonly changed: readonly Secret[] };

/**
 * Sees to it that every secret has its file: 0444 in a folder of mode 0700, which only its owner can enter, while
 * services that run as somebody else can read what is mounted. A value that `values` gives replaces another one.
 */
export const ensureSecrets = async (folder: string, values: ReadonlyMap<string, string>): Promise<Written> => {
	const [created, changed]: Secret[][] = [[], []];
	try {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		if (((await stat(folder)).mode & 0o077) !== 0) await chmod(folder, 0o700);
		for (const secret of secrets) {
			const path = join(folder, secret.name);
			const present = await readFile(path, 'utf8').catch(error => {
				if (error.code === 'ENOENT') return undefined;
				throw error;
			});
			const given = secret.variable === undefined ? undefined : values.get(secret.variable);
			const wanted = given ?? (present || generate());
			if (wanted === present) continue;
			const part = `${path}.${process.pid}.part`;
			await writeFile(part, wanted, { mode: 0o444, flag: 'wx' });
			// The mode of a new file is cut by the umask.
			await chmod(part, 0o444);
			await rename(part, path);
			(present ? changed : created)!.push(secret);
		}
	} catch (error) {
		throw failed(folder, error);
	}
	return { created: created!, changed: changed! };
};
