import { fail, pending, type Remote, succeed } from './remote.ts';

export type Poll<T> = {
	get(): Remote<T>;
	/** The first listener starts the reading, the last one to leave ends it. */
	subscribe(listener: () => void): () => void;
	/** Read now instead of at the next tick; while a read is under way, once more after it. */
	refresh(): void;
	/** Forgets what was read and reads anew, because something else is asked for; what is under way is given up. */
	restart(): void;
};

export type PollOptions = {
	/** Milliseconds between the end of one read and the start of the next; asked anew each time. */
	readonly every: () => number;
	/** Milliseconds of a monotonic clock. */
	readonly now?: () => number;
	/** 0..1, for the jitter of retries. */
	readonly random?: () => number;
};

const firstRetry = 500;
const slowestRetry = 4500;

/**
 * Reads repeatedly while anyone listens, one read at a time.
 *
 * The next read is scheduled when the last one settles, so a slow source is never asked twice at once. Failures are
 * retried after a random part of a delay that doubles from 0.5 s to 4.5 s: clients of one server must not march in step.
 * What a failed read took counts as part of the delay, so that a source that hung is asked within 5 s of its return too.
 */
export const createPoll = <T>(
	read: (signal: AbortSignal) => Promise<T>,
	{ every, now = () => performance.now(), random = Math.random }: PollOptions,
): Poll<T> => {
	const listeners = new Set<() => void>();
	let state: Remote<T> = pending;
	let controller = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	let failures = 0;
	let isReading = false;
	let isWanted = false;

	const publish = (next: Remote<T>) => {
		state = next;
		for (const listener of listeners) listener();
	};

	const retryDelay = () => {
		const ceiling = Math.min(slowestRetry, firstRetry * 2 ** failures);
		return firstRetry + random() * (ceiling - firstRetry);
	};

	const run = async () => {
		const { signal } = controller;
		const began = now();
		isReading = true;
		isWanted = false;
		let delay = 0;
		try {
			const value = await read(signal);
			if (signal.aborted) return;
			failures = 0;
			delay = every();
			publish(succeed(value, now()));
		} catch (error) {
			if (signal.aborted) return;
			failures += 1;
			delay = Math.max(firstRetry, retryDelay() - (now() - began));
			publish(fail(state, error, now(), now() + delay));
		} finally {
			if (!signal.aborted) isReading = false;
		}
		// A listener may have left while it was told.
		if (!signal.aborted) timer = setTimeout(run, isWanted ? 0 : delay);
	};

	const start = () => {
		controller = new AbortController();
		void run();
	};

	const stop = () => {
		controller.abort();
		clearTimeout(timer);
		isReading = false;
	};

	return {
		get: () => state,
		subscribe(listener) {
			listeners.add(listener);
			if (listeners.size === 1) start();
			return () => {
				if (listeners.delete(listener) && listeners.size === 0) stop();
			};
		},
		refresh() {
			if (listeners.size === 0) return;
			if (isReading) {
				isWanted = true;
				return;
			}
			clearTimeout(timer);
			void run();
		},
		restart() {
			state = pending;
			failures = 0;
			if (listeners.size === 0) return;
			stop();
			start();
		},
	};
};
