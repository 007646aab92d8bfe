import http, { IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { createDialer } from './dialer.ts';
import type { Endpoint } from './endpoint-address.ts';
import { EngineError } from './engine-error.ts';
import { explainConnection, explainStatus } from './explain.ts';
import { garbled } from './garbled.ts';
import { hijackHeaders, takeConnection } from './hijack.ts';
import { textAt } from './json-at.ts';
import { readBody } from './read-body.ts';
import { guard } from './request-guard.ts';
import { askedIn, partsOf } from './request-target.ts';

/** What dockerode asks of its transport. */
export type DialOptions = {
	readonly path: string;
	readonly method: string;
	readonly options?: Readonly<Record<string, unknown>> | undefined;
	readonly isStream?: boolean | undefined;
	/** Whether the connection itself is asked for, for raw bytes in both directions. */
	readonly hijack?: boolean | undefined;
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

const listLimit = 32 * 2 ** 20;
// Of one container, and several of them at a time.
const answerLimit = 4 * 2 ** 20;
const complaintLimit = 64 * 2 ** 10;

/**
 * Carries dockerode's requests to one endpoint, whatever the environment says. Sends GET and HEAD, and the
 * few changes that the guard lets through unless read-only; follows no redirect, takes no list of more than 32 MiB and no
 * other answer of more than 4 MiB, and fails with EngineError only.
 */
export const createModem = (endpoint: Endpoint, { isReadOnly }: { isReadOnly: boolean }): Modem => {
	const { connection, url } = endpoint;
	const isTls = 'tls' in connection && connection.tls !== undefined;
	const agent = isTls ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
	const dialer = createDialer(endpoint);
	const open = new Set<{ destroy(): unknown }>();

	const send = async (
		{ method, abortSignal: signal, hijack = false }: DialOptions,
		path: string,
		body: string | undefined,
	) => {
		const place = await dialer.place();
		signal?.throwIfAborted();
		return new Promise<IncomingMessage | Duplex>((resolve, reject) => {
			const request = (isTls ? https : http).request({
				...place,
				agent,
				method,
				path,
				headers: {
					'User-Agent': 'aixcl',
					...(method === 'POST' ? { 'Content-Length': Buffer.byteLength(body ?? '') } : {}),
					...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
					...(hijack ? hijackHeaders : {}),
				},
				...(signal ? { signal } : {}),
			});
			open.add(request);
			request.on('close', () => open.delete(request));
			request.on('error', error => {
				if (signal?.aborted) reject(error);
				else dialer.explain(error).then(reject);
			});
			request.on('response', response => {
				// A response cut while nobody reads it must not become an uncaught error.
				response.on('error', () => undefined);
				resolve(response);
			});
			if (hijack) {
				void takeConnection(request, signal).then(connection => {
					open.add(connection);
					connection.on('close', () => open.delete(connection));
					resolve(connection);
				});
			}
			request.end(body);
		});
	};

	const exchange = async (options: DialOptions, version: string | undefined): Promise<unknown> => {
		const path = options.path.replace(/\?$/, '');
		const asked = askedIn(options.options);
		guard(options.method, path, asked, isReadOnly);
		const { query, body } = partsOf(path, asked);
		const basePath = 'basePath' in connection ? connection.basePath : '';
		const prefix = version === undefined ? '' : `/v${version}`;
		const target = `${basePath}${prefix}${path}${query}`;
		const response = await send(options, target, body);
		if (!(response instanceof IncomingMessage)) return response;
		const status = response.statusCode ?? 0;
		// 304 says that the container is already as it was asked to be.
		if (status === 304 && options.method === 'POST') return void response.resume();
		if (status < 200 || status > 299)
			throw explainStatus(status, complaintIn(await readBody(response, complaintLimit)));
		if (options.hijack) {
			response.destroy();
			throw notHandedOver();
		}
		// dockerode would hold a log that is not followed in memory.
		if (options.isStream || path.endsWith('/logs')) return response;
		const text = await readBody(response, path === '/containers/json' ? listLimit : answerLimit);
		// A ping is answered in plain words.
		const answer = text === '' || path === '/_ping' ? undefined : parse(text, url);
		// dockerode takes the ID of a command without looking.
		if (path.endsWith('/exec') && textAt(answer, 'Id') === undefined) throw garbled(url);
		return answer;
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
			dialer.close();
		},
	};
	return modem;
};

const parse = (body: string, url: string): unknown => {
	try {
		return JSON.parse(body);
	} catch {
		throw garbled(url);
	}
};

const notHandedOver = () =>
	new EngineError('The container engine does not hand over its connection', {
		kind: 'garbled',
		hint: 'A proxy on the way may not pass on HTTP upgrades; allow it there, or name the engine itself with --host.',
	});

const complaintIn = (body: string): string => {
	try {
		return textAt(JSON.parse(body), 'message') ?? textAt(JSON.parse(body), 'cause') ?? '';
	} catch {
		return body.startsWith('<') ? '' : body;
	}
};
