import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for `work` without end, for as long as `ask`, called every `ms`, is answered. Rejects with what `ask` rejects
 * with, and with the reason of `signal` when the caller gave up; either way the signal `work` was given is aborted.
 */
export const whileItLives = async <T>(
	work: (signal: AbortSignal) => Promise<T>,
	ask: () => Promise<unknown>,
	{ ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
): Promise<T> => {
	signal.throwIfAborted();
	const working = new AbortController();
	const asking = new AbortController();
	const giveUp = () => asking.abort(signal.reason);
	signal.addEventListener('abort', giveUp, { once: true });
	const keepAsking = async (): Promise<never> => {
		for (;;) {
			await pause(ms, undefined, { signal: asking.signal });
			await ask();
		}
	};
	try {
		return await Promise.race([work(working.signal), keepAsking()]);
	} catch (error) {
		const reason = signal.aborted ? signal.reason : error;
		working.abort(reason);
		throw reason;
	} finally {
		asking.abort();
		signal.removeEventListener('abort', giveUp);
	}
};
