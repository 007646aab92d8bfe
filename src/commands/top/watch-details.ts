import { detailIds } from '../../metrics/catalogue/catalogue.ts';
import type { Source } from '../../sources/source.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

const isShown = ({ state }: Model): boolean => state.full === 'postgres';

// Statements are counted over five minutes: asking more often tells nothing new.
const slowest = 5000;

/** Asks for what PostgreSQL is busy with while its panel has the full screen, and only then; returns how to stop. */
export const watchDetails = (store: ModelStore, source: Pick<Source, 'details'>, every: () => number): (() => void) =>
	watchWhile(store, isShown, {
		read: signal => {
			const { host, at } = store.get().state;
			const options = { ...(host === undefined ? {} : { host }), ...(at === undefined ? {} : { at }) };
			return source.details(detailIds, signal, options);
		},
		subject: model => model.state.at,
		every: () => Math.max(every(), slowest),
		tell: details => store.dispatch({ details }),
	});
