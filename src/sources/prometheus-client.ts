import type { Agent } from 'node:http';
import type { PrometheusDriver } from 'prometheus-query';
import type { AixclError } from '../errors.ts';
import type { Address } from './prometheus-address.ts';
import { failureOf, type Limits, type Response, refusalOf } from './prometheus-failures.ts';

/** One request, as the library makes it. */
export type Request = {
	readonly ask: (driver: PrometheusDriver) => Promise<unknown>;
	/** Changes the form before it is sent. */
	readonly change?: (form: URLSearchParams) => void;
	/** Milliseconds by the wall clock, from asking to the last byte. */
	readonly deadline: number;
	/** Bytes of the answer, inflated. */
	readonly maxSize: number;
};

// The library turns +Inf into NaN and trips over half of what may come: it gets this, and the text is read by us.
const nothing = {
	status: 'success',
	data: { resultType: 'vector', result: [], activeTargets: [], droppedTargets: [] },
};

/** Sends a request through prometheus-query, which is used here only; resolves with the text of a successful answer. */
export const send = async (request: Request, address: Address, agent: Agent, signal: AbortSignal): Promise<string> => {
	const { PrometheusDriver } = await import('prometheus-query');
	signal.throwIfAborted();
	const { deadline, maxSize } = request;
	const limits: Limits = { place: address.place, deadline, maxSize };
	const controller = new AbortController();
	const abort = () => controller.abort();
	let isLate = false;
	let response: Response | undefined;
	let failure: AixclError | undefined;
	const driver = new PrometheusDriver({
		endpoint: address.url,
		preferPost: true,
		requestInterceptor: {
			onFulfilled: config => {
				request.change?.(config.method === 'post' ? config.data : config.params);
				return Object.assign(config, {
					signal: controller.signal,
					timeout: 0,
					maxContentLength: maxSize,
					maxRedirects: 0,
					proxy: false,
					adapter: 'http',
					httpAgent: agent,
					httpsAgent: agent,
					auth: address.credentials,
					responseType: 'text',
					transformResponse: (body: unknown) => body,
					validateStatus: () => true,
				});
			},
		},
		responseInterceptor: {
			onFulfilled: ({ status, headers, data }) => {
				response = { status, location: headers.location, body: String(data) };
				return { data: nothing } as never;
			},
			onRejected: error => {
				failure = failureOf(isLate ? 'deadline' : error, limits);
				throw failure;
			},
		},
	});
	const timer = setTimeout(() => {
		isLate = true;
		abort();
	}, deadline);
	signal.addEventListener('abort', abort, { once: true });
	// What the library throws holds the credentials, and tells less than what the interceptors saw.
	await request.ask(driver).catch(() => {});
	clearTimeout(timer);
	signal.removeEventListener('abort', abort);
	signal.throwIfAborted();
	if (!response) throw failure ?? failureOf(undefined, limits);
	const refusal = refusalOf(response, limits);
	if (refusal) throw refusal;
	return response.body;
};
