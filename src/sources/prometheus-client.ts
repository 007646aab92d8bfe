import type { PrometheusDriver } from 'prometheus-query';
import { type Bounds, exchange } from './http-exchange.ts';

/** One request, as the library makes it. */
export type Request = {
	readonly ask: (driver: PrometheusDriver) => Promise<unknown>;
	/** Changes the form before it is sent. */
	readonly change?: (form: URLSearchParams) => void;
};

// The library turns +Inf into NaN and trips over half of what may come: it gets this, and the text is read by us.
const nothing = {
	status: 'success',
	data: { resultType: 'vector', result: [], activeTargets: [], droppedTargets: [] },
};

/** Sends a request through prometheus-query, which is used here only; resolves with the text of a successful answer. */
export const send = async ({ ask, change }: Request, bounds: Bounds, signal: AbortSignal): Promise<string> => {
	const { PrometheusDriver } = await import('prometheus-query');
	return exchange(bounds, signal, async ({ config: discipline, headers, answered, failed }) => {
		const driver = new PrometheusDriver({
			endpoint: bounds.address.url,
			preferPost: true,
			requestInterceptor: {
				onFulfilled: config => {
					change?.(config.method === 'post' ? config.data : config.params);
					for (const [name, value] of headers) config.headers.set(name, value);
					return Object.assign(config, discipline);
				},
			},
			responseInterceptor: {
				onFulfilled: response => {
					answered(response);
					return { data: nothing } as never;
				},
				onRejected: failed,
			},
		});
		await ask(driver);
	});
};
