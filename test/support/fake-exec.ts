import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FakeEngine } from './fake-engine.ts';

/** A command in a container of the fake engine: it says `$ `, repeats what it is given, and ends on `exit CODE`. */
export type FakeExec = {
	readonly id: string;
	readonly containerId: string;
	/** The body it was made with. */
	readonly made: Readonly<Record<string, unknown>>;
	/** The body it was started with. */
	started: unknown;
	/** Sizes it was told, as columns x rows. */
	readonly sizes: string[];
	isRunning: boolean;
	exitCode: number | null;
	socket: Socket | undefined;
};

type Json = (value: unknown, status?: number) => void;

/** Answers what is asked about commands in the ordinary way; whether it was. */
export const answerExec = (engine: FakeEngine, request: IncomingMessage, path: string, json: Json): boolean => {
	const [, containerId] = /^\/containers\/([^/]+)\/exec$/.exec(path) ?? [];
	if (containerId !== undefined) {
		const container = engine.containers.find(({ id }) => id === containerId);
		if (!container) json({ message: `No such container: ${containerId}` }, 404);
		else if (container.state === 'paused')
			json({ message: `container ${container.name} is paused, unpause the container before exec` }, 409);
		else if (container.state !== 'running') json({ message: `container ${containerId} is not running` }, 409);
		else void make(engine, containerId, request).then(exec => json({ Id: exec.id }, 201));
		return true;
	}
	const [, id, verb] = /^\/exec\/([^/]+)\/(json|resize)$/.exec(path) ?? [];
	if (id === undefined) return false;
	const exec = engine.execs.find(one => one.id === id);
	const query = new URL(request.url ?? '/', 'http://engine').searchParams;
	if (!exec) json({ message: `No such exec instance: ${id}` }, 404);
	else if (verb === 'json') json({ ID: id, Running: exec.isRunning, ExitCode: exec.exitCode });
	else if (!exec.isRunning) json({ message: `cannot resize a stopped container` }, 409);
	else {
		exec.sizes.push(`${query.get('w')}x${query.get('h')}`);
		json({});
	}
	return true;
};

const make = async (engine: FakeEngine, containerId: string, request: IncomingMessage): Promise<FakeExec> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
	const exec: FakeExec = {
		id: (engine.execs.length + 1).toString(16).padStart(64, 'e'),
		containerId,
		made: JSON.parse(Buffer.concat(chunks).toString()),
		started: undefined,
		sizes: [],
		isRunning: false,
		exitCode: null,
		socket: undefined,
	};
	engine.execs.push(exec);
	return exec;
};

/** Answers a request for the connection itself; the first bytes go out with the head, as a busy engine sends them. */
export const handOver = (engine: FakeEngine, request: IncomingMessage, socket: Socket, head: Buffer): void => {
	const [, id] = /\/exec\/([^/]+)\/start$/.exec(request.url ?? '') ?? [];
	const exec = engine.execs.find(one => one.id === id);
	const refuse = (status: string, message: string): void => {
		const body = JSON.stringify({ message });
		socket.end(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
	};
	if (!exec) return void refuse('404 Not Found', `No such exec instance: ${id}`);
	if (!engine.handsOver) return void refuse('200 OK', '');
	let body = head;
	const length = Number(request.headers['content-length']);
	const begin = () => {
		exec.started = JSON.parse(body.subarray(0, length).toString());
		exec.isRunning = true;
		exec.socket = socket;
		// Such sockets stay half open by themselves.
		socket.on('end', () => socket.end());
		const kind = 'application/vnd.docker.raw-stream';
		socket.write(`HTTP/1.1 101 UPGRADED\r\nContent-Type: ${kind}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n$ `);
		socket.on('data', (typed: Buffer) => run(exec, socket, typed));
	};
	const collect = (chunk: Buffer) => {
		body = Buffer.concat([body, chunk]);
		if (body.length < length) return;
		socket.off('data', collect);
		begin();
	};
	if (body.length >= length) begin();
	else socket.on('data', collect);
};

const run = (exec: FakeExec, socket: Socket, typed: Buffer): void => {
	const [, code] = /^exit (\d+)/.exec(typed.toString()) ?? [];
	if (code === undefined) return void socket.write(typed);
	exec.isRunning = false;
	exec.exitCode = Number(code);
	socket.end();
};
