import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A model server that speaks the recorded format of Ollama: what a test does not answer itself, it answers as usual. */
export type FakeOllama = {
	readonly url: string;
	/** Every request so far, such as `POST /api/chat`. */
	readonly requests: string[];
	/** Headers of the last request, as they came. */
	rawHeaders: readonly string[];
	/** Names that `/api/tags` lists; one of them that begins with `loaded` is in memory. */
	models: string[];
	/** Paths that it answers with a status of 500. */
	readonly failing: Set<string>;
	/** Answers in place of it; returns whether it did. */
	answer: (request: IncomingMessage, response: ServerResponse) => boolean;
	close(): Promise<void>;
};

export const ndjson = { 'content-type': 'application/x-ndjson' };
export const events = { 'content-type': 'text/event-stream' };

const time = '2026-08-21T10:04:31.102938475Z';

/** Lines of `/api/chat` for these pieces of text, and the last one with its counts. */
export const chatLines = (model: string, pieces: readonly string[], last: object = {}): readonly string[] => [
	...pieces.map(
		content => `${JSON.stringify({ model, created_at: time, message: { role: 'assistant', content }, done: false })}\n`,
	),
	`${JSON.stringify({
		...{ model, created_at: time, message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' },
		...{ total_duration: 4_883_583_458, load_duration: 1_334_875, prompt_eval_count: 26 },
		...{ prompt_eval_duration: 342_546_000, eval_count: pieces.length, eval_duration: 500_000_000 },
		...last,
	})}\n`,
];

/** Events of `/v1/chat/completions`, as Ollama writes them. */
export const chatEvents = (model: string, pieces: readonly string[], usage?: object): readonly string[] => {
	const event = (choices: readonly object[], more: object = {}) =>
		`data: ${JSON.stringify({ id: 'chatcmpl-292', object: 'chat.completion.chunk', created: 1_787_306_671, model, system_fingerprint: 'fp_ollama', choices, ...more })}\n\n`;
	const choice = (content: string, finish_reason: string | null = null) => [
		{ index: 0, delta: { role: 'assistant', content }, finish_reason },
	];
	return [
		...pieces.map(piece => event(choice(piece))),
		event(choice('', 'stop')),
		...(usage ? [event([], { usage })] : []),
		'data: [DONE]\n\n',
	];
};

const json = (response: ServerResponse, value: object) => {
	response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
	response.end(JSON.stringify(value));
};

/** Starts it on a free port of 127.0.0.1. */
export const startFakeOllama = async (): Promise<FakeOllama> => {
	// Ollama, too, keeps idle connections for as long as its clients do.
	const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
		fake.requests.push(`${request.method} ${request.url}`);
		if (fake.failing.has(request.url ?? '')) return void response.writeHead(500).end('{"error":"it failed"}');
		if (request.url === '/api/version') return json(response, { version: '0.32.15' });
		if (request.url === '/v1/models') return json(response, { data: fake.models.map(id => ({ id })) });
		if (request.url === '/api/tags') return json(response, { models: fake.models.map(name => ({ name, size: 7 })) });
		if (request.url === '/api/ps') {
			const loaded = fake.models.filter(name => name.startsWith('loaded'));
			const facts = { size: 6_654_289_920, size_vram: 2_000_000_000, context_length: 4096 };
			return json(response, {
				models: loaded.map(name => ({ name, ...facts, expires_at: '2086-08-21T10:09:31.5+02:00' })),
			});
		}
		fake.rawHeaders = request.rawHeaders;
		if (fake.answer(request, response)) return undefined;
		response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' });
		response.end('{"error":"model not found"}');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const fake: FakeOllama = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests: [],
		rawHeaders: [],
		models: ['tiny:latest', 'loaded:7b'],
		failing: new Set(),
		answer: () => false,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close').catch(() => {});
		},
	};
	return fake;
};
