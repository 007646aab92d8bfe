import type { Source } from '../../sources/source.ts';
import { createPoll } from '../../store/poll.ts';
import { placeOf } from '../../ui/layout.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

const isShown = ({ size, state }: Model): boolean => placeOf('alerts', size, state.full) !== undefined;

/** Asks for the active alerts while they are on the screen, and only then; returns how to stop. */
export const watchAlerts = (store: ModelStore, source: Pick<Source, 'alerts'>, every: () => number): (() => void) => {
	const poll = createPoll(signal => source.alerts(signal), { every });
	let stop: (() => void) | undefined;
	const look = () => {
		if (isShown(store.get()) === (stop !== undefined)) return;
		if (stop) {
			stop();
			stop = undefined;
		} else stop = poll.subscribe(() => store.dispatch({ alerts: poll.get() }));
	};
	const unsubscribe = store.subscribe(look);
	look();
	return () => {
		unsubscribe();
		stop?.();
	};
};
