import { homedir } from 'node:os';
import { join } from 'node:path';
import { describeError } from '../../errors.ts';
import type { Source } from '../../sources/source.ts';
import { stateFolder } from '../../stack/paths.ts';
import type { Screen } from '../../terminal/screen.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { historyCsv } from './csv.ts';
import { readShownSeries } from './read-shown-series.ts';
import { fromHome, writeNewFile } from './save-text.ts';

type Parts = {
	readonly store: ModelStore;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly screen: Pick<Screen, 'text' | 'svg'>;
	readonly source: Pick<Source, 'range' | 'skew'>;
	/** Milliseconds of a monotonic clock. */
	readonly now: () => number;
};

const noticeFor = 15_000;
const patience = 10_000;

const stamp = (at: number): string => new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');

/**
 * Saves the screen below `$XDG_STATE_HOME/aixcl/saved`, as text and as a picture, and the series of the panel that has
 * the focus as CSV where it has any; tells where.
 */
export const createSaveScreen =
	({ store, env, screen, source, now }: Parts) =>
	async (): Promise<void> => {
		const { state, clock } = store.get();
		// What is shown is what was shown when the key was pressed.
		const files: [ending: string, text: string][] = [
			['txt', `${screen.text()}\n`],
			['svg', screen.svg()],
		];
		const folder = join(stateFolder(env), 'saved');
		const name = `aixcl-${state.focus}-${stamp(state.at ?? clock.wall)}`;
		const tell = (text: string, kind: 'good' | 'bad') =>
			store.dispatch({ state: { notice: { text, kind, until: now() + noticeFor } } });
		let without = '';
		try {
			const series = await readShownSeries(store.get(), source, AbortSignal.timeout(patience));
			if (series) files.push(['csv', historyCsv(series)]);
		} catch (error) {
			without = ` Its series could not be read: ${describeError(error).message}.`;
		}
		try {
			const paths: string[] = [];
			for (const [ending, text] of files) paths.push(await writeNewFile(folder, name, text, ending));
			const [first = '', ...others] = paths;
			const endings = others.map(path => `.${path.split('.').at(-1)}`).join(' ');
			tell(`Saved ${fromHome(first, env.HOME || homedir())} ${endings}${without}`, without === '' ? 'good' : 'bad');
		} catch (error) {
			tell(`It could not be saved: ${describeError(error).message}`, 'bad');
		}
	};
