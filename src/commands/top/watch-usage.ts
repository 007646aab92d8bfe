import type { Source } from '../../sources/source.ts';
import { chartedOfContainer } from '../../ui/detail/charts.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

const isShown = ({ state }: Model): boolean => state.focus === 'detail' && state.detail?.tab === 'charts';
const points = 120;

/** Asks for the past of what containers use while one's charts are looked at; returns how to stop. */
export const watchUsage = (store: ModelStore, source: Pick<Source, 'range'>): (() => void) => {
	const step = () => store.get().window / points;
	return watchWhile(store, isShown, {
		read: signal =>
			source.range(chartedOfContainer, { end: Date.now(), span: store.get().window, step: step() }, signal),
		every: step,
		tell: usageHistory => store.dispatch({ usageHistory }),
	});
};
