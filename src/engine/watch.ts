import type { Client } from './client.ts';
import type { ContainerEvent } from './details.ts';
import { eventFilters, readEvent } from './events.ts';
import { createLineSplitter } from './line-splitter.ts';
import { createThrottle } from './throttle.ts';

export type WatchOptions = {
	readonly signal: AbortSignal;
	readonly deadline: number;
	/** Told at once of each change: the ID of the container, or `any`. */
	readonly invalidate: (id: string) => void;
	/** Told of changes, at most once in 100 ms. Also when the stream has opened, for what happened before. */
	readonly changed: () => void;
	/** Told of each event at once. */
	readonly happened?: ((event: ContainerEvent) => void) | undefined;
};

const burst = 100;
const longestEvent = 2 ** 20;

/** Follows the engine's events until they end. Rejects with an EngineError when they are cut. */
export const watch = async (
	client: Client,
	{ signal, deadline, invalidate, changed, happened }: WatchOptions,
): Promise<void> => {
	const { product } = await client.negotiated({ signal, ms: deadline });
	const filters = eventFilters(product);
	const chunks = client.stream((docker, abortSignal) => docker.getEvents({ filters, abortSignal }), {
		signal,
		ms: deadline,
		opened() {
			invalidate('any');
			changed();
		},
	});
	const throttle = createThrottle(changed, burst);
	const lines = createLineSplitter(longestEvent, (bytes, from, to) => {
		const { changed: id, event } = readEvent(bytes.toString('utf8', from, to));
		if (id !== undefined) {
			invalidate(id);
			throttle.call();
		}
		if (event) happened?.(event);
	});
	try {
		for await (const chunk of chunks) lines.push(chunk, 0, chunk.length);
	} finally {
		// Whatever happens from here on until the next watch is missed.
		invalidate('any');
		if (signal.aborted) throttle.cancel();
		else throttle.flush();
	}
};
