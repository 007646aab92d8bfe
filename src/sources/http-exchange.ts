import type { Agent } from 'node:http';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import type { AixclError } from '../errors.ts';
import { tookIn } from '../memory.ts';
import type { Address } from './http-address.ts';
import { type Access, authorize, secretsOf, withoutSecrets } from './http-authorization.ts';
import { failureOf, type Limits, type Response, refusalOf } from './http-failures.ts';

/** Bytes of an answer, inflated: more than any that makes sense. */
export const maxSize = 8 * 1024 * 1024;

/** Where a request goes, and what it is held to. */
export type Bounds = Omit<Limits, 'place' | 'by'> & {
	readonly address: Address;
	readonly agent: Agent;
	readonly access?: Access;
};

/** What whoever makes the request by axios has to use. */
export type Exchange = {
	/** The whole discipline as axios takes it: no redirects, no proxy, no answer that is too late or too large. */
	readonly config: AxiosRequestConfig;
	/** Headers to send besides those of the request itself. */
	readonly headers: ReadonlyMap<string, string>;
	answered(response: AxiosResponse): void;
	/** Throws what is to be said of the failure. */
	failed(error: unknown): never;
};

/** Runs one request and resolves with the text of its answer, which is always one of status 200. Else rejects with an AixclError. */
export const exchange = async (
	{ address, agent, access = {}, ...rest }: Bounds,
	signal: AbortSignal,
	run: (parts: Exchange) => Promise<unknown>,
): Promise<string> => {
	signal.throwIfAborted();
	const authorization = authorize(access, address.credentials);
	const { credentials, headers, by } = authorization;
	const limits: Limits = { ...rest, place: address.place, by };
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
		...(credentials ? { auth: credentials } : {}),
		responseType: 'text',
		transformResponse: (body: unknown) => body,
		validateStatus: () => true,
	};
	// What axios and its users throw holds the credentials, and tells less than what was seen here.
	await run({
		config,
		headers,
		answered(answer) {
			tookIn(String(answer.data).length);
			response = { status: answer.status, location: answer.headers.location, body: String(answer.data) };
		},
		failed(error) {
			// What was read before it failed, at most.
			tookIn(limits.maxSize);
			failure = failureOf(isLate ? 'deadline' : error, limits);
			throw failure;
		},
	}).catch(() => {});
	clearTimeout(timer);
	signal.removeEventListener('abort', abort);
	signal.throwIfAborted();
	if (!response) throw failure ?? failureOf(undefined, limits);
	if (response.status === 200) return response.body;
	const secrets = secretsOf(authorization);
	const { status, location, body } = response;
	throw refusalOf(
		{ status, location: withoutSecrets(String(location ?? ''), secrets), body: withoutSecrets(body, secrets) },
		limits,
	);
};

/** Asks for a path below the address; resolves and rejects as `exchange` does. */
export const get = async (path: string, bounds: Bounds, signal: AbortSignal): Promise<string> => {
	const { default: axios } = await import('axios');
	return exchange(bounds, signal, ({ config, headers, answered, failed }) =>
		axios
			.get(`${bounds.address.url}${path}`, { ...config, headers: Object.fromEntries(headers) })
			.then(answered, failed),
	);
};
