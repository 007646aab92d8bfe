import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { reset } from './cut.ts';
import type { Fault } from './fault.ts';

/** Where something listens: a port of loopback, or a path. */
export type Place = { readonly port: number } | { readonly path: string };

export type FaultProxy = {
	/** Where it listens. */
	readonly at: Place;
	/** From now on this is wrong with all requests, or with those whose path matches. */
	begin(fault: Fault, paths?: RegExp): Promise<void>;
	/** All is well again. */
	end(): Promise<void>;
	/** The paths of all requests so far, with their queries. */
	readonly requests: readonly string[];
	close(): Promise<void>;
};

const requestLine = /^[A-Z]+ (\S+) HTTP\/1\.1\r\n/;
// Answers that go on until somebody ends them.
const endless = /\/events|\/logs/;

/**
 * Passes connections on to a server on this machine, byte for byte, until a fault begins. It knows of HTTP where a
 * request begins and no more: a client of it must not send the next one before it has its answer.
 */
export const startFaultProxy = async (to: Place, from: Place = { port: 0 }): Promise<FaultProxy> => {
	const requests: string[] = [];
	const connections = new Set<{ begin(): void; end(): void; destroy(): void }>();
	let fault: Fault | undefined;
	let paths = /^/;
	const isStruck = (path: string) => fault !== undefined && !fault.closes && paths.test(path);

	const serve = (near: Socket) => {
		const far = connect(to);
		let path = '';
		let over: (() => void) | undefined;
		let isTaken = false;
		const destroy = () => {
			near.destroy();
			far.destroy();
		};
		const toNear = (chunk: Buffer) => {
			if (!near.write(chunk)) far.pause();
		};
		const toFar = (chunk: Buffer) => {
			const next = requestLine.exec(chunk.toString('latin1', 0, 4096))?.[1];
			if (next !== undefined) {
				path = next;
				requests.push(next);
			}
			if (next !== undefined && isStruck(next)) take(chunk);
			else far.write(chunk);
		};
		const resume = () => far.resume();
		const pass = () => {
			isTaken = false;
			near.on('data', toFar).on('drain', resume);
			far.on('data', toNear);
		};
		const take = (request: Buffer) => {
			isTaken = true;
			near.off('data', toFar).off('drain', resume);
			far.off('data', toNear);
			// What comes after it on this connection is nobody's.
			for (const socket of [near, far]) socket.resume();
			const passOn = () => {
				pass();
				far.write(request);
			};
			over = fault?.take({ near, far, request, passOn }) ?? destroy;
		};
		const hold = () => {
			for (const socket of [near, far]) socket.pause();
			over = () => {
				for (const socket of [near, far]) socket.resume();
			};
		};
		const connection = {
			begin() {
				const { running = 'cut' } = fault!;
				// Of other answers it cannot be told whether they are whole already.
				if (isTaken || !endless.test(path) || !isStruck(path) || running === 'keep') return;
				if (running === 'hold') return hold();
				if (running === 'reset') reset(near);
				destroy();
			},
			end() {
				over?.();
				over = undefined;
			},
			destroy,
		};
		connections.add(connection);
		pass();
		for (const socket of [near, far]) socket.on('error', destroy);
		near.on('end', () => far.end());
		near.on('close', () => {
			connections.delete(connection);
			far.destroy();
		});
		far.on('end', () => isTaken || near.end());
		far.on('close', () => isTaken || near.end());
	};

	let server: Server;
	const listen = async (place: Place) => {
		server = createServer({ allowHalfOpen: true }, serve);
		server.listen('port' in place ? { port: place.port, host: '127.0.0.1' } : { path: place.path });
		await once(server, 'listening');
	};
	await listen(from);
	const at: Place = 'path' in from ? from : { port: (server!.address() as AddressInfo).port };

	const stopListening = async (isRefusing: boolean) => {
		// A server that was killed leaves its socket behind.
		const keeps = isRefusing && 'path' in at;
		if (keeps) await rename(at.path, `${at.path}.kept`);
		server.close();
		for (const connection of connections) connection.destroy();
		await once(server, 'close');
		if (keeps) await rename(`${at.path}.kept`, at.path);
	};

	return {
		at,
		requests,
		async begin(next, only = /^/) {
			fault = next;
			paths = only;
			for (const connection of connections) connection.begin();
			if (next.closes) await stopListening(next.closes === 'refusing');
		},
		async end() {
			const wasClosed = fault?.closes !== undefined;
			fault = undefined;
			for (const connection of connections) connection.end();
			if (!wasClosed) return;
			if ('path' in at) await rm(at.path, { force: true });
			await listen(at);
		},
		async close() {
			for (const connection of connections) connection.destroy();
			if (!server.listening) return;
			server.close();
			await once(server, 'close');
		},
	};
};
