import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as ask } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ReaderFor } from '../../src/ollama-exporter/readers.ts';
import { chatEvents, chatLines, events, ndjson } from '../support/fake-ollama.ts';
import { bytesOf, open } from './fixture.ts';

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const words = Array.from({ length: 500 }, (_, index) => `wörd ${index} 🦙 "quoted" `);
const asked = JSON.stringify({ model: 'tiny', messages: [] });

const throwing: ReaderFor = () => ({
	answer: new Proxy({} as never, {
		get: () => {
			throw new Error('the tap is broken');
		},
	}),
	feed: () => {
		throw new Error('the tap is broken');
	},
	end: () => {
		throw new Error('the tap is broken');
	},
});

// Pieces of random lengths, so that lines and characters are cut anywhere.
const inPieces = (bytes: Buffer): readonly Buffer[] => {
	const pieces: Buffer[] = [];
	for (let at = 0; at < bytes.length; ) {
		const length = 1 + Math.floor(Math.random() * 900);
		pieces.push(bytes.subarray(at, at + length));
		at += length;
	}
	return pieces;
};

describe.each([
	['as it is', {}],
	['with a tap that throws', { readerFor: throwing }],
])('bytes pass unchanged, %s', (_, options) => {
	test.each([
		['/api/chat', ndjson, chatLines('tiny:latest', words)],
		['/v1/chat/completions', events, chatEvents('tiny:latest', words)],
		['/api/generate', { 'content-type': 'application/json' }, ['{"model":"tiny","response":"x","done":true}']],
		['/api/tags/../odd', { 'content-type': 'application/octet-stream', 'x-odd': 'Ä' }, [randomBytes(300_000)]],
	])('%s', async (path, headers, parts) => {
		const { fake, send } = await open(options);
		const whole = Buffer.concat(parts.map(part => Buffer.from(part)));
		fake.answer = (_request, response) => {
			response.writeHead(200, headers);
			void (async () => {
				for (const [index, piece] of inPieces(whole).entries()) {
					response.write(piece);
					if (index % 50 === 0) await pause(1);
				}
				response.end();
			})();
			return true;
		};
		expect(sha(await bytesOf(await send(path, asked)))).toBe(sha(whole));
	});

	test('a blob that is uploaded', async () => {
		const { fake, send } = await open(options);
		const blob = randomBytes(20_000_000);
		fake.answer = (request, response) => {
			void bytesOf(request).then(bytes => response.end(sha(bytes)));
			return true;
		};
		const answer = await send(`/api/blobs/sha256:${sha(blob)}`, blob);
		expect((await bytesOf(answer)).toString()).toBe(sha(blob));
	});
});

test('a tap that throws is counted', async () => {
	const { fake, send, sees } = await open({ readerFor: throwing });
	fake.answer = (_request, response) => {
		response.writeHead(200, ndjson);
		response.end(chatLines('tiny', ['a']).join(''));
		return true;
	};
	await bytesOf(await send('/api/chat', asked));
	await sees('ollama_exporter_tap_failures_total{reason="exception"}', 1);
	await sees('ollama_requests_in_flight{model="tiny:latest"}', 0);
});

test('compressed answers pass, and are not read', async () => {
	const { fake, send, sees, samples } = await open();
	const body = gzipSync(chatLines('tiny', words).join(''));
	fake.answer = (_request, response) => {
		response.writeHead(200, { ...ndjson, 'content-encoding': 'gzip' });
		response.end(body);
		return true;
	};
	expect((await bytesOf(await send('/api/chat', asked))).equals(body)).toBe(true);
	await sees('ollama_requests_total{model="tiny:latest",endpoint="chat",code="200"}', 1);
	expect((await samples()).get('ollama_generated_tokens_total{model="tiny:latest",source="reported"}')).toBe(0);
});

test.each([
	['/api/chat', false],
	['/v1/chat/completions', false],
	// What usage could not be asked for in.
	['/v1/chat/completions', true],
])('a compressed question passes to %s, and the model is known by the answer', async (path, injectsUsage) => {
	const { fake, send, sees } = await open({ injectsUsage });
	const body = gzipSync(JSON.stringify({ model: 'tiny', messages: [], stream: true }));
	let got: Buffer | undefined;
	fake.answer = (request, response) => {
		void bytesOf(request).then(bytes => {
			got = bytes;
			response.writeHead(200, ndjson);
			response.end(chatLines('tiny', ['a']).join(''));
		});
		return true;
	};
	await bytesOf(await send(path, body, { headers: { 'Content-Encoding': 'gzip', 'Content-Length': body.length } }));
	expect(got!.equals(body)).toBe(true);
	expect(fake.rawHeaders.slice(0, 4)).toEqual(['Content-Encoding', 'gzip', 'Content-Length', String(body.length)]);
	await sees('ollama_generated_tokens_total{model="tiny:latest",source="reported"}', 1);
});

test('headers keep their spelling, order and repetition; those of one connection stay with it', async () => {
	const { fake, send } = await open();
	fake.answer = (_request, response) => {
		response.sendDate = false;
		response.writeHead(200, ['X-Two', '1', 'x-two', '2', 'Content-Type', 'text/plain', 'Content-Length', '2']);
		response.end('ok');
		return true;
	};
	const headers = ['Host', 'ollama.example', 'X-Mixed-Case', 'a', 'Connection', 'x-private', 'X-Private', 'b'];
	const answer = await send('/anything?q=1', undefined, { method: 'GET', headers, setHost: false });
	expect(answer.rawHeaders.slice(0, 8)).toEqual([
		'X-Two',
		'1',
		'x-two',
		'2',
		'Content-Type',
		'text/plain',
		'Content-Length',
		'2',
	]);
	expect(answer.headers.date).toBeUndefined();
	expect(fake.requests).toContain('GET /anything?q=1');
	expect(fake.rawHeaders.slice(0, 4)).toEqual(['Host', 'ollama.example', 'X-Mixed-Case', 'a']);
	expect(fake.rawHeaders).not.toContain('X-Private');
});

test('each piece is passed on when it comes, not when the next one does', async () => {
	const { fake, send } = await open();
	const lines = chatLines('tiny', ['a', 'b']);
	let next: () => void = () => {};
	fake.answer = (_request, response) => {
		response.writeHead(200, ndjson);
		response.flushHeaders();
		next = () => response.write(lines[0]!);
		return true;
	};
	// The head comes before there is a body.
	const answer = await send('/api/chat', asked);
	next();
	const [first] = await once(answer, 'data');
	expect(String(first)).toBe(lines[0]);
	answer.destroy();
});

test('an upload that waits for "100 Continue" goes on', async () => {
	const { fake, exporter } = await open();
	fake.answer = (request, response) => {
		void bytesOf(request).then(bytes => response.end(bytes));
		return true;
	};
	const sent = ask({ host: '127.0.0.1', port: exporter.port, path: '/api/blobs/x', method: 'POST', agent: false });
	sent.setHeader('Expect', '100-continue');
	sent.flushHeaders();
	await once(sent, 'continue');
	sent.end('body');
	const [answer] = await once(sent, 'response');
	expect((await bytesOf(answer)).toString()).toBe('body');
});
