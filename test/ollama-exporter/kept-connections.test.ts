import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { chatLines, ndjson } from '../support/fake-ollama.ts';
import { bytesOf, type Fixture, open } from './fixture.ts';

const asked = JSON.stringify({ model: 'tiny', messages: [] });

/** An exporter that keeps a connection which is reset when it is used again; later ones too where `isFirm`. */
const openStale = async ({ isFirm = false } = {}): Promise<Fixture> => {
	const opened = await open();
	const { fake, send } = opened;
	let kept: Socket | undefined;
	fake.answer = (request, response) => {
		const { socket } = request;
		if (kept && (isFirm || socket === kept)) socket.resetAndDestroy();
		else response.end('well');
		kept ??= socket;
		return true;
	};
	await bytesOf(await send('/', undefined, { method: 'GET' }));
	return opened;
};

const passedOn = ({ fake }: Fixture) =>
	fake.requests.filter(asked => !/\/api\/(version|tags|ps)|\/v1\/models/.test(asked));

test.each(['GET', 'HEAD'])('a %s that meets the end of a kept connection is sent again', async method => {
	const stale = await openStale();
	const answer = await stale.send('/again', undefined, { method });
	expect([answer.statusCode, (await bytesOf(answer)).toString()]).toEqual([200, method === 'GET' ? 'well' : '']);
	expect(passedOn(stale)).toEqual(['GET /', `${method} /again`, `${method} /again`]);
	await stale.sees('ollama_requests_total{model="",endpoint="other",code="200"}', 2);
});

test('it is sent once more, not over and over', async () => {
	const stale = await openStale({ isFirm: true });
	expect((await stale.send('/again', undefined, { method: 'GET' })).statusCode).toBe(502);
	expect(passedOn(stale)).toEqual(['GET /', 'GET /again', 'GET /again']);
});

test.each([
	['POST', '/api/chat', asked],
	['POST', '/api/push', undefined],
	['DELETE', '/api/delete', undefined],
	['GET', '/with-a-body', 'body'],
])('%s %s may have been taken up, or has a body: the client is told', async (method, path, body) => {
	const stale = await openStale();
	const headers = body === undefined ? {} : { 'content-length': body.length };
	const answer = await stale.send(path, body, { method, headers });
	expect(answer.statusCode).toBe(502);
	expect(passedOn(stale)).toEqual(['GET /', `${method} ${path}`]);
});

test('an idle connection is ended before a server would, one that only waits for its answer is not', async () => {
	const { fake, send } = await open();
	const lines = chatLines('tiny', ['a', 'b']);
	let waiting: ServerResponse | undefined;
	let idle: Socket | undefined;
	fake.answer = (request, response) => {
		if (request.url === '/api/chat') {
			waiting = response;
			response.writeHead(200, ndjson);
			response.write(lines[0]!);
		} else {
			idle = request.socket;
			response.end('well');
		}
		return true;
	};
	const answer = await send('/api/chat', asked);
	await bytesOf(await send('/', undefined, { method: 'GET' }));
	await once(idle!, 'close');
	waiting!.end(lines.slice(1).join(''));
	expect((await bytesOf(answer)).toString()).toBe(lines.join(''));
});
