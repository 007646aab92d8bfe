import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ruleGroups, rulesVersion } from '../../src/metrics/rules.ts';

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

/** Groups of rules that were not there yet when it was recorded: as the first of them. */
const withAllGroups = (body: string): string => {
	const answer: Recorded = JSON.parse(body);
	const { result } = answer.data;
	if (!result) return body;
	const first = result.filter(({ metric }) => metric.group === 'host');
	for (const { name } of ruleGroups) {
		if (result.some(({ metric }) => metric.group === name)) continue;
		result.push(...first.map(series => ({ ...series, metric: { ...series.metric, group: name } })));
	}
	return JSON.stringify(answer);
};

/** An answer of a real Prometheus, as it was recorded, with the version of the rules made the present one. */
export const recordedAnswer = (name: 'recorded' | 'raw' | 'range' | 'targets'): string => {
	const body = readFileSync(new URL(`answers/${name}.json`, import.meta.url), 'utf8');
	const present = body.replaceAll(/"version":\s*"[0-9a-f]{8}"/g, `"version": "${rulesVersion}"`);
	return name === 'targets' ? present : withAllGroups(present);
};

/** The same answer as a Prometheus without our rules gives it. */
export const withoutRules = (body: string): string => {
	const answer = JSON.parse(body);
	const isKept = ({ metric }: { metric: Record<string, string> }) =>
		!metric.__name__?.includes(':') && (metric.job !== undefined || metric.version === undefined);
	return JSON.stringify({ ...answer, data: { ...answer.data, result: answer.data.result.filter(isKept) } });
};

export const sendJson = (response: ServerResponse, body: string): void => {
	response.writeHead(200, { 'content-type': 'application/json' }).end(body);
};
