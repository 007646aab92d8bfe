import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fingerprintsOf, ruleGroups } from '../../src/metrics/rules.ts';

export type Asked = {
	readonly method: string | undefined;
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly form: URLSearchParams;
	/** The port of the client's end: the same one is the same connection. */
	readonly clientPort: number | undefined;
};

/** A server on loopback that answers as it is told, in place of a Prometheus, and keeps what it was asked. */
export type FakePrometheus = AsyncDisposable & {
	readonly url: string;
	readonly port: number;
	readonly asked: readonly Asked[];
};

type Answer = (response: ServerResponse, asked: Asked) => void;

/** Answers every request by `answer`, once its body has been read. */
export const startFakePrometheus = async (answer: Answer): Promise<FakePrometheus> => {
	const asked: Asked[] = [];
	const listener: RequestListener = async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const { pathname, search } = new URL(request.url ?? '/', 'http://fake');
		const form = new URLSearchParams(request.method === 'POST' ? Buffer.concat(chunks).toString() : search);
		const clientPort = request.socket.remotePort;
		const entry = { method: request.method, path: pathname, headers: request.headers, form, clientPort };
		asked.push(entry);
		answer(response, entry);
	};
	const server = createServer(listener).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		asked,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
};

type Recorded = { readonly data: { readonly result?: { readonly metric: Readonly<Record<string, string>> }[] } };

/** The groups of rules as they are now: those that were recorded, and those that are younger, as the first of them. */
const withGroupsOfNow = (body: string): string => {
	const answer: Recorded = JSON.parse(body);
	const { result } = answer.data;
	if (!result) return body;
	const rest = result.filter(({ metric }) => metric.group === undefined);
	const groups = ruleGroups.flatMap(group => {
		const own = result.filter(({ metric }) => metric.group === group.name);
		const series = own.length > 0 ? own : result.filter(({ metric }) => metric.group === 'host');
		return series.map(({ metric: { version: _, ...metric }, ...values }) => ({
			...values,
			metric: { ...metric, group: group.name, rules: fingerprintsOf(group) },
		}));
	});
	return JSON.stringify({ ...answer, data: { ...answer.data, result: [...rest, ...groups] } });
};

/** An answer of a real Prometheus, as it was recorded, with the rules made the present ones. */
export const recordedAnswer = (name: 'recorded' | 'raw' | 'range' | 'targets'): string => {
	const body = readFileSync(new URL(`answers/${name}.json`, import.meta.url), 'utf8');
	return name === 'targets' ? body : withGroupsOfNow(body);
};

/** The same answer as a Prometheus without our rules gives it. */
export const withoutRules = (body: string): string => {
	const answer = JSON.parse(body);
	const isKept = ({ metric }: { metric: Record<string, string> }) =>
		!metric.__name__?.includes(':') && (metric.job !== undefined || metric.group === undefined);
	return JSON.stringify({ ...answer, data: { ...answer.data, result: answer.data.result.filter(isKept) } });
};

export const sendJson = (response: ServerResponse, body: string): void => {
	response.writeHead(200, { 'content-type': 'application/json' }).end(body);
};
