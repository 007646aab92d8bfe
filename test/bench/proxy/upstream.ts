import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// The clock is the machine's monotonic one, the same in every process.
const stamp = () => process.hrtime.bigint();
type Written = { readonly type: string; readonly line: (at: bigint) => string; readonly last: string };

const lines: Written = {
	type: 'application/x-ndjson',
	line: at =>
		`{"model":"tiny:latest","created_at":"2026-08-21T10:04:31.102938475Z","message":{"role":"assistant","content":" word"},"at":${at},"done":false}\n`,
	last: '{"model":"tiny:latest","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":1,"eval_count":1,"eval_duration":1}\n',
};

const events: Written = {
	type: 'text/event-stream',
	line: at =>
		`data: {"id":"chatcmpl-292","object":"chat.completion.chunk","created":1787306671,"model":"tiny:latest","choices":[{"index":0,"delta":{"role":"assistant","content":" word"},"finish_reason":null}],"at":${at}}\n\n`,
	last: 'data: [DONE]\n\n',
};

const written: Readonly<Record<string, Written>> = { '/api/chat': lines, '/v1/chat/completions': events };

let leftAt = 0n;

const paced = (response: ServerResponse, { line, last }: Written, tokens: number, gap: number) => {
	let sent = 0;
	const timer = setInterval(() => {
		response.write(line(stamp()));
		if (++sent < tokens) return;
		clearInterval(timer);
		response.end(last);
	}, gap);
	response.on('close', () => clearInterval(timer));
};

const flood = (response: ServerResponse, tokens: number, text: string, last: string) => {
	let sent = 0;
	const go = () => {
		while (sent < tokens && !response.destroyed) {
			sent++;
			if (response.write(text)) continue;
			response.once('drain', go);
			return;
		}
		response.end(last);
	};
	go();
};

// A model server that streams as it is asked to by the query; run as a process of its own.
const server = createServer((request, response) => {
	const url = new URL(request.url ?? '/', 'http://fake');
	const asked = (name: string) => Number(url.searchParams.get(name));
	if (url.pathname === '/left') return void response.end(String(leftAt));
	if (url.pathname === '/api/tags') return void response.end('{"models":[{"name":"tiny:latest"}]}');
	const answer = written[url.pathname];
	if (!answer) return void response.end('{}');
	request.resume();
	response.writeHead(200, { 'content-type': answer.type });
	response.on('close', () => {
		if (!response.writableFinished) leftAt = stamp();
	});
	if (asked('gap') > 0) return paced(response, answer, asked('tokens'), asked('gap'));
	const line = answer.line(0n);
	const text = asked('width') > 0 ? `${line.trimEnd().padEnd(asked('width') - 1)}\n` : line;
	return flood(response, asked('tokens'), text, answer.last);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
