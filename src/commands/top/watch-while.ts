import { createPoll } from '../../store/poll.ts';
import type { Remote } from '../../store/remote.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

type Watched<T> = {
	readonly read: (signal: AbortSignal) => Promise<T>;
	/** Milliseconds. */
	readonly every: () => number;
	readonly tell: (answer: Remote<T>) => void;
	/** What the answer is about: when it changes, everything is asked anew. */
	readonly subject?: (model: Model) => unknown;
};

/** Polls while something is on the screen, and only then; returns how to stop. */
export const watchWhile = <T>(
	store: ModelStore,
	isShown: (model: Model) => boolean,
	{ read, every, tell, subject = () => undefined }: Watched<T>,
): (() => void) => {
	const poll = createPoll(read, { every });
	let stop: (() => void) | undefined;
	let about = subject(store.get());
	const look = () => {
		const isWanted = isShown(store.get());
		if (!isWanted) {
			stop?.();
			stop = undefined;
		}
		const now = subject(store.get());
		if (!Object.is(now, about)) {
			about = now;
			poll.restart();
		}
		if (isWanted) stop ??= poll.subscribe(() => tell(poll.get()));
	};
	const unsubscribe = store.subscribe(look);
	look();
	return () => {
		unsubscribe();
		stop?.();
	};
};
