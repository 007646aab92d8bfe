import type { Alertmanager } from '../../sources/alertmanager.ts';
import type { Source } from '../../sources/source.ts';
import { placeOf } from '../../ui/layout.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

const isShown = (model: Model): boolean => placeOf('alerts', model, model.state.full) !== undefined;

/** Asks for the active alerts while they are on the screen, and only then; returns how to stop. */
export const watchAlerts = (store: ModelStore, source: Pick<Source, 'alerts'>, every: () => number): (() => void) =>
	watchWhile(store, isShown, {
		read: signal => {
			const { at } = store.get().state;
			return source.alerts(signal, at === undefined ? {} : { at });
		},
		subject: model => model.state.at,
		every,
		tell: alerts => store.dispatch({ alerts }),
	});

/**
 * Asks which alerts are silenced while alerts of a Prometheus are on the screen, and only then; returns how to stop,
 * which closes the connections.
 */
export const watchSilences = (store: ModelStore, alertmanager: Alertmanager, every: () => number): (() => void) => {
	const stop = watchWhile(store, model => isShown(model) && model.source.name === 'prometheus', {
		read: signal => alertmanager.silencing(signal),
		every,
		tell: silencing => store.dispatch({ silencing }),
	});
	return () => {
		stop();
		alertmanager.close();
	};
};
