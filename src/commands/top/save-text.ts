import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '../../errors.ts';
import { stateFolder } from '../../stack/paths.ts';
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

/** Saves what is shown below `$XDG_STATE_HOME/aixcl/saved`, and tells where. */
export const createSave =
	(store: ModelStore, env: Environment, now: () => number) =>
	async (name: string, text: string): Promise<void> => {
		const tell = (said: string, kind: 'good' | 'bad') =>
			store.dispatch({ state: { notice: { text: said, kind, until: now() + 15_000 } } });
		try {
			tell(`Saved to ${await writeNewFile(join(stateFolder(env), 'saved'), name, text)}`, 'good');
		} catch (error) {
			tell(`It could not be saved: ${describeError(error).message}`, 'bad');
		}
	};
