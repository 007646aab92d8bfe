import type { Snapshot } from '../metrics/snapshot.ts';
import type { Source } from './source.ts';

// How long the first read prefers waiting for Prometheus to showing this machine's own numbers.
const firstPatience = 1000;

/**
 * This machine's own numbers until Prometheus answers a query, and Prometheus for good from then on, whatever becomes
 * of it. `name` and `url` tell which one is in use. Prometheus is tried beside each local read, which never waits for
 * it, save that the first read gives it `patience` milliseconds.
 */
export const createAutoSource = (prometheus: Source, local: Source, patience = firstPatience): Source => {
	const closing = new AbortController();
	let current = local;
	let trying: Promise<Snapshot | undefined> | undefined;
	let isFirst = true;

	const attempt = async (options: Parameters<Source['read']>[1]): Promise<Snapshot | undefined> => {
		try {
			const snapshot = await prometheus.read(closing.signal, options);
			if (current === local) {
				current = prometheus;
				local.close();
			}
			return snapshot;
		} catch {
			return undefined;
		} finally {
			trying = undefined;
		}
	};

	const atMost = async (answer: Promise<Snapshot | undefined>, milliseconds: number) => {
		const { promise, resolve } = Promise.withResolvers<void>();
		const timer = setTimeout(resolve, milliseconds);
		const first = await Promise.race([answer, promise.then(() => undefined)]);
		clearTimeout(timer);
		return first;
	};

	return {
		get name() {
			return current.name;
		},
		get url() {
			return current.url;
		},
		get skew() {
			return current.skew;
		},
		async read(signal, options) {
			if (current === prometheus) return prometheus.read(signal, options);
			trying ??= attempt(options);
			const answer = trying;
			const own = local.read(signal, options);
			own.catch(() => {});
			const early = isFirst ? await atMost(answer, patience) : undefined;
			isFirst = false;
			if (early) return early;
			return (await Promise.race([answer, own])) ?? own;
		},
		range: (ids, window, signal, options) => current.range(ids, window, signal, options),
		details: (ids, signal, options) => current.details(ids, signal, options),
		alerts: (signal, options) => current.alerts(signal, options),
		reach: signal => current.reach(signal),
		events: (stretch, signal, options) => current.events(stretch, signal, options),
		close() {
			closing.abort();
			local.close();
			prometheus.close();
		},
	};
};
