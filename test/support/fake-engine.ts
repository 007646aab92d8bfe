import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeAct } from './fake-act.ts';
import {
	type FakeContainer,
	fakeContainer,
	fakeTitles,
	inspection,
	listRow,
	machineCores,
	machineMemory,
	statistics,
} from './fake-container.ts';
import { answerExec, type FakeExec, handOver } from './fake-exec.ts';
import { logBytes } from './fake-log.ts';

export type FakeEngineOptions = {
	/** The containers, or how many. */
	readonly containers?: number | readonly FakeContainer[];
	readonly product?: 'docker' | 'podman';
	readonly apiVersion?: string;
	readonly minApiVersion?: string;
};

export type FakeEngine = {
	readonly socketPath: string;
	/** For `--host`. */
	readonly url: string;
	readonly containers: FakeContainer[];
	/** Every request so far, such as `GET /v1.51/containers/json?all=true`. */
	readonly requests: string[];
	/** Answers in place of the engine; returns whether it did. Set it to bring about faults. */
	answer: (request: IncomingMessage, response: ServerResponse) => boolean;
	/** What is said of itself at `/version`; change it as an update would. */
	version: { apiVersion: string; minApiVersion: string };
	/** Sends one event to all who follow, in the given pieces. */
	emit(action: string, id: string, options?: { pieces?: number; attributes?: Record<string, string> }): void;
	/** What it remembers of the past, as `/events` tells it. */
	past: object[];
	/** The commands that were made, in order. */
	readonly execs: FakeExec[];
	/** Whether it hands over connections; a proxy that passes on no upgrades does not. */
	handsOver: boolean;
	/** How many follow the events. */
	followers(): number;
	/** Breaks all connections, as a killed engine does. */
	cut(): void;
	stop(): Promise<void>;
};

const path = /^(?:\/v(?<api>\d+\.\d+))?(?<rest>\/[^?]*)/;

/**
 * A fake container engine on a unix socket. It speaks the wire format of the Docker API for the requests aixcl makes,
 * keeps its containers in memory, and runs nothing.
 */
export const startFakeEngine = async (options: FakeEngineOptions = {}): Promise<FakeEngine> => {
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-fake-engine-'));
	const socketPath = join(folder, 'engine.sock');
	const { containers = 0, product = 'docker', apiVersion = '1.51', minApiVersion = '1.24' } = options;
	const began = performance.now();
	const events = new Set<ServerResponse>();
	const sockets = new Set<Socket>();

	const engine: FakeEngine = {
		socketPath,
		url: `unix://${socketPath}`,
		containers:
			typeof containers === 'number'
				? Array.from({ length: containers }, (_, index) => fakeContainer(index + 1))
				: [...containers],
		requests: [],
		past: [],
		execs: [],
		handsOver: true,
		answer: () => false,
		version: { apiVersion, minApiVersion },
		emit(action, id, { pieces = 1, attributes = {} } = {}) {
			const event = { Type: 'container', Action: action, Actor: { ID: id, Attributes: attributes }, time: 1 };
			const line = `${JSON.stringify(event)}\n`;
			const step = Math.ceil(line.length / pieces);
			for (const response of events)
				for (let from = 0; from < line.length; from += step) response.write(line.slice(from, from + step));
		},
		followers: () => events.size,
		cut() {
			for (const socket of sockets) socket.destroy();
		},
		async stop() {
			engine.cut();
			server.close();
			await once(server, 'close');
			await rm(folder, { recursive: true, force: true });
		},
	};

	const server = createServer((request, response) => {
		engine.requests.push(`${request.method} ${request.url}`);
		if (engine.answer(request, response)) return;
		const url = new URL(request.url ?? '/', 'http://engine');
		const { api, rest = '/' } = path.exec(request.url ?? '')?.groups ?? {};
		const json = (value: unknown, status = 200) => {
			response.writeHead(status, { 'Content-Type': 'application/json' });
			response.end(JSON.stringify(value));
		};
		if (api !== undefined && Number(api.slice(2)) > Number(engine.version.apiVersion.slice(2))) {
			return json(
				{ message: `client version ${api} is too new. Maximum supported API version is ${engine.version.apiVersion}` },
				400,
			);
		}
		if (rest === '/_ping') return void response.end('OK');
		if (rest === '/version') return json(versionOf(product, engine.version));
		if (rest === '/info') return json({ Name: 'fake-host', NCPU: machineCores, MemTotal: machineMemory });
		if (rest === '/containers/json') return json(engine.containers.map(listRow));
		if (rest === '/events') {
			response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
			if (url.searchParams.has('until'))
				return void response.end(engine.past.map(one => `${JSON.stringify(one)}\n`).join(''));
			events.add(response);
			response.on('close', () => events.delete(response));
			return;
		}
		if (answerExec(engine, request, rest, json)) return;
		const [, id, verb = 'remove'] = /^\/containers\/([^/]+)(?:\/(\w+))?$/.exec(rest) ?? [];
		const container = engine.containers.find(one => one.id === id);
		if (!container) return json({ message: `No such container: ${id}` }, 404);
		if (request.method === 'POST' || request.method === 'DELETE') {
			const { status, complaint } = fakeAct(engine, container, verb, url.searchParams.get('signal') ?? 'SIGKILL');
			return complaint === undefined ? void response.writeHead(status).end() : json({ message: complaint }, status);
		}
		if (verb === 'json') return json(inspection(container));
		if (verb === 'top') {
			if (container.state === 'exited') return json({ message: `container ${id} is not running` }, 409);
			return json({ Titles: fakeTitles, Processes: container.processes });
		}
		if (verb === 'stats') return json(statistics(container, performance.now() - began, product));
		if (verb !== 'logs') return json({ message: 'page not found' }, 404);
		const asked = url.searchParams.get('tail');
		const tail = asked === 'all' ? container.log.length : Number(asked);
		response.write(
			logBytes(container, tail === 0 ? [] : container.log.slice(-tail), url.searchParams.get('timestamps') === 'true'),
		);
		if (url.searchParams.get('follow') === 'true') response.flushHeaders();
		else response.end();
	});
	server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
		engine.requests.push(`${request.method} ${request.url}`);
		handOver(engine, request, socket, head);
	});
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => sockets.delete(socket));
	});
	server.listen(socketPath);
	await once(server, 'listening');
	return engine;
};

const versionOf = (product: 'docker' | 'podman', { apiVersion, minApiVersion }: FakeEngine['version']) => ({
	Version: product === 'podman' ? '4.3.1' : '28.5.2',
	ApiVersion: apiVersion,
	MinAPIVersion: minApiVersion,
	Components: [{ Name: product === 'podman' ? 'Podman Engine' : 'Engine' }],
});
