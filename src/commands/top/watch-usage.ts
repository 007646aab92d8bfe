import type { Source } from '../../sources/source.ts';
import { windowKey } from '../../ui/charts/charted-window.ts';
import { drawnIn } from '../../ui/charts/drawn.ts';
import type { Model } from '../../ui/model.ts';
import { chartedWindow, chosenWindow } from '../../ui/time/travel.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

const isShown = ({ state }: Model): boolean => state.focus === 'detail' && state.detail?.tab === 'charts';

/** Asks for the past of what a container uses while its charts are looked at; returns how to stop. */
export const watchUsage = (store: ModelStore, source: Pick<Source, 'range' | 'skew'>): (() => void) =>
	watchWhile(store, isShown, {
		read: signal => {
			const window = chartedWindow(store.get(), Date.now() + (source.skew ?? 0));
			const { detail } = store.get().state;
			const { ids, ...drawn } = drawnIn('containers', store.get().size.rows);
			const containers = detail ? [detail.id] : [];
			return source.range(ids, window, signal, { ...drawn, containers });
		},
		subject: model => `${model.state.detail?.id} ${windowKey(model)}`,
		every: () => chosenWindow(store.get()).step,
		tell: usageHistory => store.dispatch({ usageHistory }),
	});
