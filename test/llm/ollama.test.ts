import { expect, it } from 'vitest';
import { createOllama } from '../../src/llm/ollama.ts';
import { probeWebui } from '../../src/llm/open-webui.ts';
import { loadedModels, startFakeOllama } from '../support/fake-ollama-api.ts';

const { signal } = new AbortController();

it('tells the models that are loaded, and where they are', async () => {
	await using fake = await startFakeOllama();
	const models = await createOllama({ url: fake.url, isReadOnly: true }).loaded(signal);
	expect(models).toEqual([
		{
			name: 'llama3:8b',
			size: 6_654_289_920,
			vram: 6_654_289_920,
			context: 8192,
			expiresAt: Date.parse('2026-11-26T12:05:00Z'),
		},
		{
			name: 'phi:latest',
			size: 3_000_000_000,
			vram: 0,
			context: 2048,
			expiresAt: Date.parse('2318-03-08T01:17:29.804Z'),
		},
	]);
});

it('tells by which name the files of models run, though one model is gone meanwhile', async () => {
	await using fake = await startFakeOllama();
	const [weights, projector] = ['a'.repeat(64), 'b'.repeat(64)];
	fake.answer((response, { path, body }) => {
		if (path === '/api/ps') return response.end(loadedModels);
		const isThere = (body as { model: string }).model === 'llama3:8b';
		const from = (blob: string) => `FROM /root/.ollama/models/blobs/sha256-${blob}`;
		const modelfile = `# FROM llama3:8b\n\n${from(weights)}\n${from(projector)}\nTEMPLATE x\n`;
		return isThere ? response.end(JSON.stringify({ modelfile })) : response.writeHead(404).end('{"error":"not found"}');
	});
	expect(await createOllama({ url: fake.url, isReadOnly: true }).namesByBlob(signal)).toEqual(
		new Map([
			[weights, 'llama3:8b'],
			[projector, 'llama3:8b'],
		]),
	);
	fake.answer((response, { path }) => (path === '/api/ps' ? response.end(loadedModels) : response.destroy()));
	expect(await createOllama({ url: fake.url, isReadOnly: true }).namesByBlob(signal)).toEqual(new Map());
});

it('unloads a model and keeps one, without a prompt', async () => {
	await using fake = await startFakeOllama();
	const ollama = createOllama({ url: `${fake.url}/`, isReadOnly: false });
	await ollama.act('unload', 'llama3:8b', signal);
	await ollama.act('keep warm', 'phi:latest', signal);
	expect(fake.asked).toEqual([
		{ method: 'POST', path: '/api/generate', body: { model: 'llama3:8b', keep_alive: 0, stream: false } },
		{ method: 'POST', path: '/api/generate', body: { model: 'phi:latest', keep_alive: -1, stream: false } },
	]);
});

it('changes nothing when it is read-only, whoever asks', async () => {
	await using fake = await startFakeOllama();
	const ollama = createOllama({ url: fake.url, isReadOnly: true });
	for (const action of ['unload', 'keep warm'] as const) {
		await expect(ollama.act(action, 'llama3:8b', signal)).rejects.toThrow(/--read-only/);
	}
	expect(fake.asked).toEqual([]);
});

it.each([
	[503, '{"error":"server busy, please try again. maximum pending requests exceeded"}', /no room for more requests/],
	[404, '{"error":"model \'x\' not found"}', /has no model x/],
	[400, '{"error":"\\"x\\" does not support generate\\u001b[31m"}', /Ollama refuses: "x" does not support generate␛$/],
	[200, '<html>', undefined],
	[302, '', /is no Ollama \(status 302\)/],
])('says of a status %i what it means', async (status, body, expected) => {
	await using fake = await startFakeOllama();
	fake.answer(response => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body));
	const ollama = createOllama({ url: fake.url, isReadOnly: false });
	if (expected) await expect(ollama.act('unload', 'x', signal)).rejects.toThrow(expected);
	await expect(ollama.loaded(signal)).rejects.toMatchObject({ name: 'AixclError', code: 'ollama' });
});

it('says of one that is down, slow or cut off that it is so', async () => {
	const fake = await startFakeOllama();
	const ollama = createOllama({ url: fake.url, isReadOnly: true, deadline: 150 });
	fake.answer(() => undefined);
	await expect(ollama.loaded(signal)).rejects.toThrow(/did not answer within 0.15 s/);
	fake.answer(response => response.writeHead(200).write('{"models":', () => response.destroy()));
	await expect(ollama.loaded(signal)).rejects.toThrow(/broke/);
	await fake[Symbol.asyncDispose]();
	await expect(ollama.loaded(signal)).rejects.toThrow(/No Ollama answers at http:\/\/127/);
});

it('never says a password', async () => {
	const ollama = createOllama({ url: 'http://me:secret@127.0.0.1:1', isReadOnly: true });
	await expect(ollama.loaded(signal)).rejects.toThrow(/^(?!.*secret)/);
	expect(ollama.place).toBe('http://127.0.0.1:1');
});

it('times Open WebUI, and nothing that only stands in its place', async () => {
	await using fake = await startFakeOllama();
	fake.answer((response, { path }) => response.end(path === '/health' ? '{"status":true}' : ''));
	expect(await probeWebui(fake.url, signal)).toEqual({ seconds: expect.any(Number) });
	fake.answer(response => response.end('welcome'));
	expect(await probeWebui(fake.url, signal)).toEqual({ reason: 'something else answers' });
	expect(await probeWebui('http://127.0.0.1:1', signal)).toEqual({ reason: 'no answer' });
});
