import { mkdir, open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describeError } from '../../errors.ts';
import { stateFolder } from '../../stack/paths.ts';
import type { Saving } from '../../ui/logs/export.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const mostTries = 100;

/** Writes a text to a new file of its owner only, never over another one; resolves with its path. */
export const writeNewFile = async (folder: string, name: string, text: string, ending = 'log'): Promise<string> => {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	for (let number = 1; ; number++) {
		const path = join(folder, `${name}${number === 1 ? '' : `-${number}`}.${ending}`);
		try {
			const file = await open(path, 'wx', 0o600);
			try {
				await file.writeFile(text);
			} finally {
				await file.close();
			}
			return path;
		} catch (error) {
			const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
			if (!isTaken || number === mostTries) throw error;
		}
	}
};

/** A path as a shell takes it, which is short. */
export const fromHome = (path: string, home: string): string =>
	home !== '/' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;

/** Saves what is shown below `$XDG_STATE_HOME/aixcl/saved`, and tells how much and where. */
export const createSave =
	(store: ModelStore, env: Environment, now: () => number) =>
	async ({ name, text, what, remark }: Saving): Promise<void> => {
		const tell = (said: string, kind: 'good' | 'bad') =>
			store.dispatch({ state: { notice: { text: said, kind, until: now() + 15_000 } } });
		try {
			const path = await writeNewFile(join(stateFolder(env), 'saved'), name, text);
			tell(`Saved ${what} to ${fromHome(path, env.HOME || homedir())}${remark}`, 'good');
		} catch (error) {
			tell(`It could not be saved: ${describeError(error).message}`, 'bad');
		}
	};
