import { type Agent, request as ask, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createBatch } from './batch.ts';
import { endpointOf } from './endpoint.ts';
import { answerFailure, reasonOf } from './failure.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import { canInject, createUsageStrip, readBody } from './inject-usage.ts';
import type { Observation, Observer } from './observer.ts';
import { createPeek } from './peek.ts';
import type { ReaderFor } from './readers.ts';
import { createTap, type Tap, type TapFailure } from './tap.ts';
import type { Reason } from './traffic-series.ts';

export type ForwardInputs = {
	/** An http URL without a path. */
	readonly upstream: URL;
	readonly agent: Agent;
	readonly observer: Observer;
	readonly readerFor: ReaderFor;
	readonly tapFailed: (failure: TapFailure) => void;
	/** Asks streams of `/v1` for their usage, and keeps the answer to that from the client. */
	readonly injectsUsage: boolean;
};

type Strip = ReturnType<typeof createUsageStrip>;

// What was written still goes out, and then the connection ends in the middle of the answer: nobody takes it for whole.
const cut = (response: ServerResponse, hasLength: boolean) => {
	const { socket } = response;
	if (socket && (hasLength || response.chunkedEncoding)) socket.destroySoon();
	else if (socket) socket.resetAndDestroy();
	else response.destroy();
};

const pass = (
	incoming: IncomingMessage,
	response: ServerResponse,
	{ tap, strip, end }: { tap: Tap; strip: Strip | undefined; end: (reason: Reason | undefined) => void },
) => {
	const { statusCode = 502, statusMessage, headers } = incoming;
	response.sendDate = false;
	response.writeHead(
		statusCode,
		statusMessage,
		responseHeaders(incoming.rawHeaders, { changesBody: strip !== undefined }),
	);
	response.flushHeaders();
	response.on('drain', () => incoming.resume());
	let unread: Buffer[] = [];
	const readAlong = () => {
		const chunks = unread;
		unread = [];
		for (const chunk of chunks) tap.feed(chunk);
	};
	const batch = createBatch(bytes => {
		if (!response.write(bytes)) incoming.pause();
		// The bytes leave at the end of this turn, and are looked at after that.
		process.nextTick(readAlong);
	});
	incoming.on('data', (chunk: Buffer) => {
		unread.push(chunk);
		batch.add(strip ? strip.feed(chunk) : chunk);
	});
	incoming.on('end', () => {
		if (strip) batch.add(strip.end());
		batch.flush();
		response.end();
		process.nextTick(() => {
			readAlong();
			tap.end();
			end(reasonOf(statusCode));
		});
	});
	incoming.on('error', () => {});
	incoming.on('close', () => {
		if (incoming.complete || response.destroyed) return;
		batch.flush();
		readAlong();
		end('stream_error');
		cut(response, !strip && headers['content-length'] !== undefined);
	});
};

const sendBody = (
	request: IncomingMessage,
	outgoing: ClientRequest,
	observation: Observation,
	isInference: boolean,
) => {
	if (isInference) {
		const isPlain = (request.headers['content-encoding'] ?? 'identity') === 'identity';
		const peek = createPeek(observation.asks);
		if (isPlain) request.on('data', peek.feed);
		request.on('end', peek.end);
	}
	request.pipe(outgoing);
};

const isStream = ({ headers }: IncomingMessage): boolean =>
	/^text\/event-stream\b/i.test(headers['content-type'] ?? '') &&
	(headers['content-encoding'] ?? 'identity') === 'identity';

const isGone = ({ code }: NodeJS.ErrnoException): boolean => code === 'ECONNRESET' || code === 'EPIPE';

// Of a request that was on its way nobody knows whether it was taken up, and a body that has passed is not kept: again
// goes only what has none and changes nothing.
const canSendAgain = ({ method = '', headers }: IncomingMessage): boolean =>
	['GET', 'HEAD', 'OPTIONS'].includes(method) &&
	headers['transfer-encoding'] === undefined &&
	Number(headers['content-length'] ?? 0) === 0;

/** Passes requests on to the model server and its answers back, byte for byte, and reads along. */
export const createForward =
	({ upstream, agent, observer, readerFor, tapFailed, injectsUsage }: ForwardInputs) =>
	async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const { method = 'GET', url: target = '/', rawHeaders } = request;
		const endpoint = endpointOf(method, target);
		const observation = observer.begin(endpoint);
		let outgoing: ClientRequest | undefined;
		let tap: Tap | undefined;
		const end = (reason: Reason | undefined, code = response.headersSent ? response.statusCode : 499) =>
			observation.end({ code, reason }, tap?.answer());
		response.on('error', () => {});
		response.on('close', () => {
			if (response.writableFinished) return;
			// At once: a model goes on generating for as long as somebody seems to listen.
			outgoing?.destroy();
			end('client_abort');
		});
		const isInjecting = injectsUsage && canInject(endpoint);
		const body = isInjecting ? await readBody(request).catch(() => undefined) : undefined;
		if (isInjecting && !body) return;
		const headers = requestHeaders(rawHeaders, { changesBody: body?.isInjected === true });
		if (body?.isInjected) headers.push('Content-Length', String(body.head.length));
		// Only what speaks HTTP/1.0 leaves it out.
		if (request.headers.host === undefined) headers.push('Host', upstream.host);
		const send = (through: Agent | false): ClientRequest => {
			const sent = ask({
				host: upstream.hostname.replace(/^\[|\]$/g, ''),
				port: upstream.port || 80,
				...{ method, path: target, headers, agent: through, setHost: false },
			});
			sent.on('response', incoming => {
				tap = createTap(incoming, { endpoint, observation, readerFor, failed: tapFailed });
				const strip = body?.isInjected && isStream(incoming) ? createUsageStrip() : undefined;
				pass(incoming, response, { tap, strip, end });
			});
			sent.on('error', (error: NodeJS.ErrnoException) => {
				if (response.headersSent || response.destroyed) return;
				if (sent.reusedSocket && isGone(error) && canSendAgain(request)) {
					outgoing = send(false);
					outgoing.end();
					return;
				}
				end('upstream_unreachable', 502);
				answerFailure(response, target, 502, `${upstream.origin} cannot be reached: ${error.code ?? error.message}`);
			});
			return sent;
		};
		try {
			outgoing = send(agent);
		} catch {
			end('http_4xx', 400);
			answerFailure(response, target, 400, 'the request cannot be passed on');
			return;
		}
		if (!body) return sendBody(request, outgoing, observation, endpoint !== 'other');
		const peek = createPeek(observation.asks);
		peek.feed(body.head);
		peek.end();
		if (body.isWhole) outgoing.end(body.head);
		else {
			outgoing.write(body.head);
			request.pipe(outgoing);
		}
	};
