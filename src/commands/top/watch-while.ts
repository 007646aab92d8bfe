import { createPoll } from '../../store/poll.ts';
import type { Remote } from '../../store/remote.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

type Watched<T> = {
	readonly read: (signal: AbortSignal) => Promise<T>;
	/** Milliseconds. */
	readonly every: () => number;
	readonly tell: (answer: Remote<T>) => void;
};

/** Polls while something is on the screen, and only then; returns how to stop. */
export const watchWhile = <T>(
	store: ModelStore,
	isShown: (model: Model) => boolean,
	{ read, every, tell }: Watched<T>,
): (() => void) => {
	const poll = createPoll(read, { every });
	let stop: (() => void) | undefined;
	const look = () => {
		if (isShown(store.get()) === (stop !== undefined)) return;
		if (stop) {
			stop();
			stop = undefined;
		} else stop = poll.subscribe(() => tell(poll.get()));
	};
	const unsubscribe = store.subscribe(look);
	look();
	return () => {
		unsubscribe();
		stop?.();
	};
};
