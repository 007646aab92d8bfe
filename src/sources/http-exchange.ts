import type { Agent } from 'node:http';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import type { AixclError } from '../errors.ts';
import type { Address } from './http-address.ts';
import { failureOf, type Limits, type Response, refusalOf } from './http-failures.ts';

/** Bytes of an answer, inflated: more than any that makes sense. */
export const maxSize = 8 * 1024 * 1024;

/** Where a request goes, and what it is held to. */
export type Bounds = Omit<Limits, 'place'> & { readonly address: Address; readonly agent: Agent };

/** What whoever makes the request by axios has to use. */
export type Exchange = {
	/** The whole discipline as axios takes it: no redirects, no proxy, no answer that is too late or too large. */
	readonly config: AxiosRequestConfig;
	answered(response: AxiosResponse): void;
	/** Throws what is to be said of the failure. */
	failed(error: unknown): never;
};

/** Runs one request and resolves with the text of its answer, which is always one of status 200. Else rejects with an AixclError. */
export const exchange = async (
	{ address, agent, ...rest }: Bounds,
	signal: AbortSignal,
	run: (parts: Exchange) => Promise<unknown>,
): Promise<string> => {
	signal.throwIfAborted();
	const limits: Limits = { ...rest, place: address.place };
	const controller = new AbortController();
	const abort = () => controller.abort();
	let isLate = false;
	let response: Response | undefined;
	let failure: AixclError | undefined;
	const timer = setTimeout(() => {
		isLate = true;
		abort();
	}, limits.deadline);
	signal.addEventListener('abort', abort, { once: true });
	const config: AxiosRequestConfig = {
		signal: controller.signal,
		timeout: 0,
		maxContentLength: limits.maxSize,
		maxRedirects: 0,
		proxy: false,
		adapter: 'http',
		httpAgent: agent,
		httpsAgent: agent,
		...(address.credentials ? { auth: address.credentials } : {}),
		responseType: 'text',
		transformResponse: (body: unknown) => body,
		validateStatus: () => true,
	};
	// What axios and its users throw holds the credentials, and tells less than what was seen here.
	await run({
		config,
		answered({ status, headers, data }) {
			response = { status, location: headers.location, body: String(data) };
		},
		failed(error) {
			failure = failureOf(isLate ? 'deadline' : error, limits);
			throw failure;
		},
	}).catch(() => {});
	clearTimeout(timer);
	signal.removeEventListener('abort', abort);
	signal.throwIfAborted();
	if (!response) throw failure ?? failureOf(undefined, limits);
	const refusal = refusalOf(response, limits);
	if (refusal) throw refusal;
	return response.body;
};

/** Asks for a path below the address; resolves and rejects as `exchange` does. */
export const get = async (path: string, bounds: Bounds, signal: AbortSignal): Promise<string> => {
	const { default: axios } = await import('axios');
	return exchange(bounds, signal, ({ config, answered, failed }) =>
		axios.get(`${bounds.address.url}${path}`, config).then(answered, failed),
	);
};
