import { detailIdsOf } from '../../metrics/catalogue/catalogue.ts';
import type { Source } from '../../sources/source.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

type Shown = keyof typeof detailIdsOf;

const shownOf = ({ state: { full } }: Model): Shown | undefined =>
	full !== undefined && full in detailIdsOf ? (full as Shown) : undefined;

// Statements are counted over five minutes, models over an hour: asking more often tells nothing new.
const slowest = (shown: Shown | undefined): number => (shown === 'llm' ? 15_000 : 5000);

/** Asks for what a panel shows only on the full screen while it has that; returns how to stop. */
export const watchDetails = (store: ModelStore, source: Pick<Source, 'details'>, every: () => number): (() => void) =>
	watchWhile(store, model => shownOf(model) !== undefined, {
		read: signal => {
			const { host, at } = store.get().state;
			const options = { ...(host === undefined ? {} : { host }), ...(at === undefined ? {} : { at }) };
			const shown = shownOf(store.get());
			return source.details(shown === undefined ? [] : detailIdsOf[shown], signal, options);
		},
		subject: model => `${shownOf(model)} ${model.state.at}`,
		every: () => Math.max(every(), slowest(shownOf(store.get()))),
		tell: details => store.dispatch({ details }),
	});
