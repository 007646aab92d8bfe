import { compare } from '../../metrics/compare.ts';
import type { Source } from '../../sources/source.ts';
import { readUsual } from '../../sources/usual.ts';
import { pending } from '../../store/remote.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

// It is read once: whoever wants it anew asks. Timers reach no further than this.
const never = 2 ** 31 - 1;

const isShown = ({ state, source }: Model): boolean => state.full === 'changes' && source.name === 'prometheus';

const subject = ({ state, source }: Model): string => [source.url, state.host, state.at, state.comparing].join(' ');

/**
 * Compares the instant that is shown with the same hour of yesterday and of last week when that is looked at; what is
 * under way is given up when it no longer is. Returns how to stop.
 */
export const watchChanges = (store: ModelStore, source: Pick<Source, 'read' | 'range'>): (() => void) => {
	const stop = watchWhile(store, isShown, {
		read: async signal => {
			const { at, host } = store.get().state;
			const options = host === undefined ? {} : { host };
			const now = await source.read(signal, at === undefined ? options : { ...options, at });
			return { at: now.at, ...compare(now.readings, await readUsual(source, now.at, signal, options)) };
		},
		subject,
		every: () => never,
		tell: changes => store.dispatch({ changes }),
	});
	const about = () => (isShown(store.get()) ? subject(store.get()) : undefined);
	let last = about();
	const unsubscribe = store.subscribe(() => {
		const now = about();
		if (now === last) return;
		last = now;
		store.dispatch({ changes: pending });
	});
	return () => {
		unsubscribe();
		stop();
	};
};
