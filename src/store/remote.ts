/**
 * A value that lives elsewhere. A failed read keeps the last good value and says so.
 * Times are milliseconds of a monotonic clock.
 */
export type Remote<T> =
	| { readonly status: 'pending' }
	| { readonly status: 'fresh'; readonly value: T; readonly receivedAt: number }
	| {
			readonly status: 'stale';
			readonly value: T;
			readonly receivedAt: number;
			readonly error: unknown;
			readonly failedSince: number;
			readonly retryAt: number;
	  }
	| { readonly status: 'failed'; readonly error: unknown; readonly failedSince: number; readonly retryAt: number };

export const pending: Remote<never> = { status: 'pending' };

export const succeed = <T>(value: T, now: number): Remote<T> => ({ status: 'fresh', value, receivedAt: now });

/** What is known after a failed read: the last value where there is one, the error, and since when reads fail. */
export const fail = <T>(previous: Remote<T>, error: unknown, now: number, retryAt: number): Remote<T> => {
	const failedSince = 'failedSince' in previous ? previous.failedSince : now;
	return 'value' in previous
		? { status: 'stale', value: previous.value, receivedAt: previous.receivedAt, error, failedSince, retryAt }
		: { status: 'failed', error, failedSince, retryAt };
};

export const lastValue = <T>(remote: Remote<T>): T | undefined => ('value' in remote ? remote.value : undefined);
