import type { Source } from '../../sources/source.ts';
import { pending } from '../../store/remote.ts';
import { chartsShown, windowKey, windowToAsk } from '../../ui/charts/charted-window.ts';
import { drawnIn } from '../../ui/charts/drawn.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

const nothing = { ids: [] } as const;

/** Asks for the past that a panel's charts show while it has the full screen, by one range query; returns how to stop. */
export const watchCharts = (store: ModelStore, source: Pick<Source, 'range' | 'skew'>): (() => void) => {
	// What was read for another panel or host is not this one's.
	const whose = () => `${chartsShown(store.get())} ${store.get().state.host}`;
	let known = whose();
	const stopForgetting = store.subscribe(() => {
		if (whose() === known) return;
		known = whose();
		store.dispatch({ chartHistory: pending });
	});
	const asked = () => windowToAsk(store.get(), Date.now() + (source.skew ?? 0));
	const stop = watchWhile(store, model => chartsShown(model) !== undefined, {
		read: signal => {
			const name = chartsShown(store.get());
			const { host } = store.get().state;
			const { ids, ...drawn } = name === undefined ? nothing : drawnIn(name, store.get().size.rows);
			return source.range(ids, asked(), signal, { ...drawn, ...(host !== undefined && { host }) });
		},
		subject: model => {
			const name = chartsShown(model);
			const ids = name === undefined ? [] : drawnIn(name, model.size.rows).ids;
			return [name, ids.length, model.state.host, windowKey(model)].join(' ');
		},
		every: () => asked().step,
		tell: chartHistory => store.dispatch({ chartHistory }),
	});
	return () => {
		stopForgetting();
		stop();
	};
};
