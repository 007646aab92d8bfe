import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type OllamaAsked = { readonly method: string; readonly path: string; readonly body: unknown };

export type FakeOllama = AsyncDisposable & {
	readonly url: string;
	readonly asked: readonly OllamaAsked[];
	/** How it answers from now on, in place of its usual answers. */
	answer(how: (response: ServerResponse, asked: OllamaAsked) => void): void;
};

/** The answer of `/api/ps` in the form of Ollama 0.33: one model on the GPU, one of which nothing is. */
export const loadedModels = JSON.stringify({
	models: [
		{
			name: 'llama3:8b',
			model: 'llama3:8b',
			size: 6_654_289_920,
			digest: '365c0bd3c000a25d28ddbf732fe1c6add414de7275464c4e4d1c3b5fcb5d8ad1',
			details: {
				parent_model: '',
				format: 'gguf',
				family: 'llama',
				families: ['llama'],
				parameter_size: '8.0B',
				quantization_level: 'Q4_0',
			},
			expires_at: '2026-11-26T12:05:00.000000001Z',
			size_vram: 6_654_289_920,
			context_length: 8192,
		},
		{
			name: 'phi:latest',
			model: 'phi:latest',
			size: 3_000_000_000,
			digest: 'e2fd6321a5fe6bb3ac8a4e6f1cf04477fd2dea2924cf53237a995387e152ee9c',
			details: { family: 'phi2', parameter_size: '3B', quantization_level: 'Q4_0' },
			expires_at: '2318-03-08T01:17:29.8041421Z',
			size_vram: 0,
			context_length: 2048,
		},
	],
});

const usual = (response: ServerResponse, { path, body }: OllamaAsked): void => {
	response.setHeader('content-type', 'application/json; charset=utf-8');
	if (path === '/api/ps') response.end(loadedModels);
	else if (path === '/api/generate') {
		const { model, keep_alive } = body as { model: string; keep_alive: number };
		const done_reason = keep_alive === 0 ? 'unload' : 'load';
		response.end(JSON.stringify({ model, created_at: '2026-11-26T12:00:00Z', response: '', done: true, done_reason }));
	} else response.writeHead(404).end('404 page not found');
};

/** A server on loopback that answers as an Ollama does, or as it is told. */
export const startFakeOllama = async (): Promise<FakeOllama> => {
	const asked: OllamaAsked[] = [];
	let how = usual;
	const server = createServer(async (request: IncomingMessage, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const text = Buffer.concat(chunks).toString();
		const entry = {
			method: request.method ?? '',
			path: request.url ?? '',
			body: text === '' ? undefined : JSON.parse(text),
		};
		asked.push(entry);
		how(response, entry);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		answer(next) {
			how = next;
		},
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
};
