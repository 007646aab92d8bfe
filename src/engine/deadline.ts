import { EngineError } from './engine-error.ts';

/**
 * Runs `work` with a wall-clock deadline of `ms`. Rejects with `late()` when it has passed, and with the reason of
 * `signal` when the caller gave up; either way the signal `work` was given is aborted, and its outcome no longer counts.
 */
export const withDeadline = async <T>(
	work: (signal: AbortSignal) => Promise<T>,
	{ ms, signal, late = tooLate }: { ms: number; signal: AbortSignal; late?: (ms: number) => Error },
): Promise<T> => {
	signal.throwIfAborted();
	const controller = new AbortController();
	const giveUp = () => controller.abort(signal.reason);
	signal.addEventListener('abort', giveUp, { once: true });
	const timer = setTimeout(() => controller.abort(late(ms)), ms);
	try {
		return await Promise.race([work(controller.signal), rejection(controller.signal)]);
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', giveUp);
	}
};

// What lost the race is dropped with the signal, which nothing else holds.
const rejection = (signal: AbortSignal) =>
	new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});

const tooLate = (ms: number) =>
	new EngineError(`The container engine did not answer within ${ms / 1000} s`, {
		kind: 'timeout',
		hint: 'It may be hung or overloaded; check it with `docker info`. It is asked again by itself.',
	});
