import type { ClientRequest } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Headers that ask for the connection itself; Docker and Podman answer 101 and then send raw bytes. */
export const hijackHeaders = { Connection: 'Upgrade', Upgrade: 'tcp' } as const;

const keepAliveAfter = 30_000;

/**
 * Resolves with the raw connection once the engine has handed it over, with the first bytes that came along; never
 * where it answers in the ordinary way. The connection is destroyed when `signal` is aborted before it was used.
 */
export const takeConnection = (request: ClientRequest, signal: AbortSignal | undefined): Promise<Duplex> =>
	new Promise(resolve => {
		request.on('upgrade', (_, socket: Duplex, first: Buffer) => {
			// The request no longer listens to the signal, nor to errors of the connection.
			socket.on('error', () => undefined);
			if (signal?.aborted) return void socket.destroy();
			signal?.addEventListener('abort', () => socket.destroy(), { once: true });
			// What is forwarded through a program has no socket.
			if (socket instanceof Socket) socket.setTimeout(0).setNoDelay(true).setKeepAlive(true, keepAliveAfter);
			if (first.length > 0) socket.unshift(first);
			resolve(socket);
		});
	});
