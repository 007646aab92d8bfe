import { once } from 'node:events';
import { Agent, createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startExporter } from '../../src/ollama-exporter/exporter.ts';
import { chatEvents, chatLines, events, ndjson } from '../support/fake-ollama.ts';
import { anywhere, bytesOf, open } from './fixture.ts';

const asked = JSON.stringify({ model: 'tiny', messages: [] });
const errors = (reason: string) => `ollama_request_errors_total{model="tiny:latest",reason="${reason}"}`;

test.each([
	['before its answer begins', false, '499'],
	['in the middle of it', true, '200'],
])('a client that leaves %s ends the request to Ollama at once', async (_, hasBegun, code) => {
	const { fake, exporter, sees } = await open();
	const left = new Promise<void>(resolve => {
		fake.answer = (_request, response) => {
			response.on('close', () => resolve());
			if (!hasBegun) return true;
			response.writeHead(200, ndjson);
			response.write(chatLines('tiny', ['a'])[0]!);
			return true;
		};
	});
	const socket = connect(exporter.port!, '127.0.0.1');
	socket.write(`POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: ${asked.length}\r\n\r\n${asked}`);
	await sees('ollama_requests_in_flight{model="tiny:latest"}', 1);
	if (hasBegun) await once(socket, 'data');
	socket.destroy();
	await left;
	await sees(errors('client_abort'), 1);
	await sees(`ollama_requests_total{model="tiny:latest",endpoint="chat",code="${code}"}`, 1);
	await sees('ollama_requests_in_flight{model="tiny:latest"}', 0);
});

test('what was streamed to a client that left is counted as an estimate', async () => {
	const { fake, send, sees } = await open();
	fake.answer = (_request, response) => {
		response.writeHead(200, ndjson);
		response.write(chatLines('tiny', ['a', 'b', 'c']).slice(0, 3).join(''));
		return true;
	};
	const answer = await send('/api/chat', asked);
	await once(answer, 'data');
	await sees('ollama_stream_chunks_total{model="tiny:latest"}', 3);
	answer.destroy();
	await sees('ollama_generated_tokens_total{model="tiny:latest",source="estimated"}', 3);
});

test.each([
	['chunks', {}],
	['a length', { 'content-length': '100000' }],
])('an answer in %s that is cut off is cut off for the client too, after all that came', async (_, length) => {
	const { fake, send, sees } = await open();
	const lines = chatLines('tiny', ['a', 'b', 'c']).slice(0, 3).join('');
	fake.answer = (_request, response) => {
		response.writeHead(200, { ...ndjson, ...length });
		response.write(lines, () => response.destroy());
		return true;
	};
	const answer = await send('/api/chat', asked);
	let text = '';
	answer.on('data', part => {
		text += part;
	});
	const [error] = await once(answer, 'error');
	expect(error).toMatchObject({ code: 'ECONNRESET' });
	expect(answer.complete).toBe(false);
	expect(text).toBe(lines);
	await sees(errors('stream_error'), 1);
});

test('an old client, which knows the end of an answer by that of its connection, sees it reset', async () => {
	const { fake, exporter } = await open();
	let sent: ServerResponse | undefined;
	fake.answer = (_request, response) => {
		sent = response;
		response.writeHead(200, ndjson);
		response.write(chatLines('tiny', ['a'])[0]!);
		return true;
	};
	const socket = connect(exporter.port!, '127.0.0.1');
	socket.write(`POST /api/chat HTTP/1.0\r\nContent-Length: ${asked.length}\r\n\r\n${asked}`);
	await once(socket, 'data');
	sent!.destroy();
	const [error] = await once(socket, 'error');
	expect(error.code).toBe('ECONNRESET');
});

test.each([
	[
		'/api/chat',
		chatLines('tiny', ['a']).slice(0, 1),
		'{"error":"an error was encountered while running the model"}\n',
		ndjson,
	],
	[
		'/v1/chat/completions',
		chatEvents('tiny', ['a']).slice(0, 1),
		'data: {"error":{"message":"cut","type":"api_error"}}\n\n',
		events,
	],
])('an error in the middle of %s passes and is counted', async (path, before, error, headers) => {
	const { fake, send, sees } = await open();
	const whole = before.join('') + error;
	fake.answer = (_request, response) => {
		response.writeHead(200, headers);
		response.end(whole);
		return true;
	};
	expect((await bytesOf(await send(path, asked))).toString()).toBe(whole);
	await sees(errors('stream_error'), 1);
});

test.each([
	[503, 'busy'],
	[500, 'http_5xx'],
	[404, 'http_4xx'],
])('a status of %s passes and is counted as %s', async (status, reason) => {
	const { fake, send, sees } = await open();
	const body = '{"error":"server busy, please try again.  maximum pending requests exceeded"}';
	fake.answer = (_request, response) => {
		response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
		response.end(body);
		return true;
	};
	const answer = await send('/api/chat', asked);
	expect([answer.statusCode, (await bytesOf(answer)).toString()]).toEqual([status, body]);
	await sees(errors(reason), 1);
	await sees(`ollama_requests_total{model="tiny:latest",endpoint="chat",code="${status}"}`, 1);
});

test('while Ollama is down it says so, in the shape of its errors', async () => {
	const { fake, send, sees, samples } = await open();
	await fake.close();
	const api = await send('/api/chat', asked);
	expect(api.statusCode).toBe(502);
	expect(JSON.parse((await bytesOf(api)).toString())).toEqual({ error: `${fake.url} cannot be reached: ECONNREFUSED` });
	const v1 = await send('/v1/chat/completions', asked);
	expect(JSON.parse((await bytesOf(v1)).toString()).error).toMatchObject({ type: 'api_error' });
	await sees(errors('upstream_unreachable'), 2);
	await sees('ollama_up', 0);
	expect([...(await samples()).keys()].filter(name => /models_|ollama_info|size_bytes/.test(name))).toEqual([]);
});

test('asked to end, it takes nothing new and finishes what is under way', async () => {
	const { fake, exporter, send } = await open();
	const lines = chatLines('tiny', ['a', 'b']);
	let finish: () => void = () => {};
	fake.answer = (_request, response) => {
		response.writeHead(200, ndjson);
		response.write(lines[0]!);
		finish = () => response.end(lines.slice(1).join(''));
		return true;
	};
	// A client that would like to go on using its connection.
	const agent = new Agent({ keepAlive: true });
	const answer = await send('/api/chat', asked, { agent });
	const drained = exporter.drain();
	await expect(send('/api/chat', asked)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	finish();
	expect((await bytesOf(answer)).toString()).toBe(lines.join(''));
	await drained;
	agent.destroy();
});

test('an address that is taken is said to be', async () => {
	const { exporter, fake } = await open();
	const taken = { host: '127.0.0.1', port: exporter.port! };
	const options = { upstream: new URL(fake.url), listen: taken, metricsListen: anywhere, injectsUsage: false };
	await expect(startExporter(options)).rejects.toThrow(`127.0.0.1:${exporter.port} is taken by another program`);
});

test('a model server that accepts and never answers does not hold up the metrics', async () => {
	const silent = createServer(() => {});
	silent.listen(0, '127.0.0.1');
	await once(silent, 'listening');
	const upstream = new URL(`http://127.0.0.1:${(silent.address() as { port: number }).port}`);
	const exporter = await startExporter({ upstream, listen: undefined, metricsListen: anywhere, injectsUsage: false });
	const text = await (await fetch(`http://127.0.0.1:${exporter.metricsPort}/metrics`)).text();
	expect(text).toMatch(/^ollama_up 0$/m);
	exporter.close();
	silent.closeAllConnections();
	silent.close();
});
