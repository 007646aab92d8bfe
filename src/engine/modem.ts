import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Endpoint } from './endpoint-address.ts';
import { EngineError } from './engine-error.ts';
import { explainConnection, explainStatus } from './explain.ts';
import { textAt } from './json-at.ts';
import { readBody } from './read-body.ts';
import { guard } from './request-guard.ts';

/** What dockerode asks of its transport. */
export type DialOptions = {
	readonly path: string;
	readonly method: string;
	readonly options?: Readonly<Record<string, unknown>> | undefined;
	readonly isStream?: boolean | undefined;
	readonly abortSignal?: AbortSignal | undefined;
};

type Callback = (error: Error | null, result: unknown) => void;

/** The transport under dockerode. */
export type Modem = {
	/** Such as `1.41`; absent until negotiated, and then requests carry no version. */
	version: string | undefined;
	dial(options: DialOptions, callback: Callback): void;
	close(): void;
};

const answerLimit = 32 * 2 ** 20;
const complaintLimit = 64 * 2 ** 10;

/**
 * Carries dockerode's requests to one endpoint, whatever the environment says. Sends GET and HEAD, and the
 * few changes that the guard lets through unless read-only; follows no redirect, takes no answer of more than 32 MiB, and fails with EngineError only.
 */
export const createModem = (endpoint: Endpoint, { isReadOnly }: { isReadOnly: boolean }): Modem => {
	const { connection, url } = endpoint;
	const isTls = 'tls' in connection && connection.tls !== undefined;
	const agent = isTls ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
	const open = new Set<http.ClientRequest>();

	const send = (method: string, path: string, signal: AbortSignal | undefined) =>
		new Promise<IncomingMessage>((resolve, reject) => {
			const request = (isTls ? https : http).request({
				...('socketPath' in connection ? { socketPath: connection.socketPath } : addressOf(connection)),
				agent,
				method,
				path,
				headers: { 'User-Agent': 'aixcl', ...(method === 'POST' ? { 'Content-Length': 0 } : {}) },
				...(signal ? { signal } : {}),
			});
			open.add(request);
			request.on('close', () => open.delete(request));
			request.on('error', reject);
			request.on('response', response => {
				// A response cut while nobody reads it must not become an uncaught error.
				response.on('error', () => undefined);
				resolve(response);
			});
			request.end();
		});

	const exchange = async (options: DialOptions, version: string | undefined): Promise<unknown> => {
		const path = options.path.replace(/\?$/, '');
		const query = queryIn(options.options);
		guard(options.method, path, query, isReadOnly);
		const basePath = 'basePath' in connection ? connection.basePath : '';
		const prefix = version === undefined ? '' : `/v${version}`;
		const target = `${basePath}${prefix}${path}${queryText(query)}`;
		const response = await send(options.method, target, options.abortSignal);
		const status = response.statusCode ?? 0;
		// 304 says that the container is already as it was asked to be.
		if (status === 304 && options.method === 'POST') return void response.resume();
		if (status < 200 || status > 299)
			throw explainStatus(status, complaintIn(await readBody(response, complaintLimit)));
		// dockerode would hold a log that is not followed in memory.
		if (options.isStream || path.endsWith('/logs')) return response;
		const body = await readBody(response, answerLimit);
		return body === '' ? undefined : parse(body, url);
	};

	const modem: Modem = {
		version: undefined,
		dial(options, callback) {
			const version = options.path === '/version' ? undefined : modem.version;
			exchange(options, version).then(
				result => callback(null, result),
				error => callback(explainConnection(error, url), null),
			);
		},
		close() {
			for (const request of open) request.destroy();
			agent.destroy();
		},
	};
	return modem;
};

const addressOf = ({ host, port, tls }: Exclude<Endpoint['connection'], { socketPath: string }>) => ({
	host,
	port,
	...(tls ? { ca: tls.ca, cert: tls.cert, key: tls.key, rejectUnauthorized: !tls.skipVerify } : {}),
});

// dockerode passes the signal among what it asks.
const queryIn = ({ abortSignal: _, ...query }: NonNullable<DialOptions['options']> = {}) => query;

const queryText = (asked: Readonly<Record<string, unknown>>): string => {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(asked)) {
		if (value !== undefined) query.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
	}
	return query.size === 0 ? '' : `?${query}`;
};

const parse = (body: string, url: string): unknown => {
	try {
		return JSON.parse(body);
	} catch {
		throw new EngineError(`What listens on ${url} does not answer like a container engine`, {
			kind: 'garbled',
			hint: 'Check --host, DOCKER_HOST or the context.',
		});
	}
};

const complaintIn = (body: string): string => {
	try {
		return textAt(JSON.parse(body), 'message') ?? textAt(JSON.parse(body), 'cause') ?? '';
	} catch {
		return body.startsWith('<') ? '' : body;
	}
};
