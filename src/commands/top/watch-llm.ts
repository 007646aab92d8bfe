import { probeWebui } from '../../llm/open-webui.ts';
import { pathIds } from '../../metrics/catalogue/llm-path.ts';
import type { Source } from '../../sources/source.ts';
import { pending } from '../../store/remote.ts';
import { normsOf } from '../../ui/llm/norms.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const probeEvery = 10_000;

const isShown = ({ state }: Model): boolean => state.full === 'llm';

// The median of a day does not move within an hour of it.
const subject = ({ state, source }: Model): string =>
	[source.url, state.host, state.at === undefined ? 'now' : Math.floor(state.at / hour)].join(' ');

/** Reads what each part of a request's way took in the last day, while the models have the full screen; returns how to stop. */
export const watchNorms = (store: ModelStore, source: Pick<Source, 'range' | 'skew'>): (() => void) => {
	let about = subject(store.get());
	const stopForgetting = store.subscribe(() => {
		const now = subject(store.get());
		if (now === about) return;
		about = now;
		store.dispatch({ llm: { ...store.get().llm, norms: pending } });
	});
	const stop = watchWhile(store, model => isShown(model) && model.source.name === 'prometheus', {
		read: async signal => {
			const { at, host } = store.get().state;
			const end = at ?? Date.now() + (source.skew ?? 0);
			const options = host === undefined ? {} : { host };
			return normsOf(await source.range(pathIds, { end, span: day, step: 15 * minute }, signal, options));
		},
		subject,
		every: () => 5 * minute,
		tell: norms => store.dispatch({ llm: { ...store.get().llm, norms } }),
	});
	return () => {
		stopForgetting();
		stop();
	};
};

/** Times Open WebUI while the models of now have the full screen; returns how to stop. */
export const watchWebui = (store: ModelStore, url: string): (() => void) =>
	watchWhile(store, model => isShown(model) && model.state.at === undefined, {
		read: signal => probeWebui(url, signal),
		every: () => probeEvery,
		tell: answer => {
			const webui = 'value' in answer ? answer.value : undefined;
			store.dispatch({ llm: { ...store.get().llm, webui } });
		},
	});
