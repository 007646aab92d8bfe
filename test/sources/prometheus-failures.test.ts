import { once } from 'node:events';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AixclError } from '../../src/errors.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { recordedAnswer, startFakePrometheus } from './fake-prometheus.ts';

const failureOf = async (url: string, { deadline = 5000, signal = new AbortController().signal } = {}) => {
	const source = createPrometheusSource({ url, thisHostName: 'here', deadline });
	try {
		await source.read(signal);
	} catch (error) {
		return error;
	} finally {
		source.close();
	}
	throw new Error('It did not fail.');
};

const expectFailure = (error: unknown, message: RegExp) => {
	expect(error).toBeInstanceOf(AixclError);
	const { code, message: text, hint } = error as AixclError;
	expect(code).toBe('prometheus');
	expect(text).toMatch(message);
	expect(text).toMatch(/^[^.\n]+(\.[^\s\n][^.\n]*)*$/);
	expect(hint).toMatch(/\S/);
};

type Answer = Parameters<typeof startFakePrometheus>[0];

const answers: readonly (readonly [string, Answer, RegExp])[] = [
	['401', response => response.writeHead(401).end('Unauthorized'), /asks for a user and a password/],
	['403', response => response.writeHead(403).end('Forbidden'), /forbids the query/],
	['404', response => response.writeHead(404).end('404 page not found'), /no Prometheus API at/],
	['503 while it starts', response => response.writeHead(503).end('Service Unavailable'), /is starting/],
	[
		'an error of its own',
		response => response.writeHead(422).end('{"status":"error","errorType":"execution","error":"too many samples"}'),
		/says: too many samples/,
	],
	['500', response => response.writeHead(500).end('<h1>oops</h1>'), /status 500/],
	['a web page', response => response.writeHead(200).end('<!doctype html><title>Grafana</title>'), /a web page/],
	['other JSON', response => response.writeHead(200).end('{"hello":1}'), /not like Prometheus/],
	['an empty body', response => response.writeHead(200).end(), /not like Prometheus/],
	[
		'half a JSON',
		response => response.writeHead(200).end(recordedAnswer('recorded').slice(0, 2000)),
		/cut off or malformed/,
	],
	[
		'a scalar',
		response => response.writeHead(200).end('{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}'),
		/malformed/,
	],
	[
		'a connection cut in the middle',
		response => {
			response.writeHead(200, { 'content-length': '100000' }).write('{"status":"success"');
			response.socket?.resetAndDestroy();
		},
		/cut the connection/,
	],
	[
		'a server that only speaks https',
		response => response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n'),
		/speaks https/,
	],
	[
		'a redirect',
		response => response.writeHead(302, { location: 'https://user:secret@login.example/sso?token=secret' }).end(),
		/redirects to https:\/\/login\.example\/sso$/,
	],
	[
		'damaged compression',
		response => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all'),
		/damaged/,
	],
];

describe('what a Prometheus may answer', () => {
	it.each(answers)('%s', async (_, answer, message) => {
		await using fake = await startFakePrometheus(answer);
		expectFailure(await failureOf(fake.url), message);
	});

	it('never shows the password', async () => {
		await using fake = await startFakePrometheus(response => response.writeHead(401).end());
		const error = await failureOf(`http://joe:s3cret@127.0.0.1:${fake.port}/`);
		expect(JSON.stringify([String(error), (error as AixclError).hint, (error as AixclError).cause])).not.toContain(
			's3cret',
		);
		expect(fake.asked[0]?.headers.authorization).toBe(`Basic ${btoa('joe:s3cret')}`);
	});

	it('cleans what a server says of itself', async () => {
		const body = JSON.stringify({ status: 'error', error: '\u001b]52;c;aGk=\u0007\u001b[2Jboom' });
		await using fake = await startFakePrometheus(response => response.writeHead(400).end(body));
		const { message } = (await failureOf(fake.url)) as AixclError;
		expect(message).toContain('boom');
		expect(message).not.toMatch(/[\u0000-\u001f]/);
	});
});

describe('a Prometheus that gives no end', () => {
	it('is left at the deadline when it says nothing', async () => {
		await using fake = await startFakePrometheus(() => {});
		expectFailure(await failureOf(fake.url, { deadline: 200 }), /did not answer within 0\.2 s/);
	});

	it('is left at the deadline when it drips', async () => {
		await using fake = await startFakePrometheus(response => {
			response.writeHead(200);
			const timer = setInterval(() => response.write(' '), 20);
			response.on('close', () => clearInterval(timer));
		});
		expectFailure(await failureOf(fake.url, { deadline: 300 }), /did not answer within 0\.3 s/);
	});

	it('is left when it sends more than 8 MiB, long before a gibibyte', async () => {
		let sent = 0;
		const chunk = Buffer.alloc(1024 * 1024, ' ');
		await using fake = await startFakePrometheus(response => {
			response.writeHead(200);
			const pump = () => {
				while (sent < 1024 && !response.destroyed) {
					sent += 1;
					if (!response.write(chunk)) return;
				}
				response.end();
			};
			response.on('drain', pump);
			pump();
		});
		expectFailure(await failureOf(fake.url), /more than 8 MiB/);
		expect(sent).toBeLessThan(100);
	});

	it('is left when what it compressed is larger than 8 MiB', async () => {
		const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
		await using fake = await startFakePrometheus(response =>
			response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
		);
		expectFailure(await failureOf(fake.url), /more than 8 MiB/);
	});

	it('is left when nobody waits any more', async () => {
		const controller = new AbortController();
		await using fake = await startFakePrometheus(() => controller.abort());
		expect(await failureOf(fake.url, { signal: controller.signal })).toMatchObject({ name: 'AbortError' });
	});
});

describe('no Prometheus at all', () => {
	it('refused', async () => {
		const fake = await startFakePrometheus(() => {});
		await fake[Symbol.asyncDispose]();
		expectFailure(await failureOf(fake.url), /refused the connection/);
	});

	it('an unknown host', async () => {
		expectFailure(await failureOf('http://prometheus.invalid:9090'), /host name .* is not known/);
	});

	it('something that speaks no HTTP', async () => {
		const server = createServer(socket => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n')).listen(
			0,
			'127.0.0.1',
		);
		await once(server, 'listening');
		const { port } = server.address() as { port: number };
		expectFailure(await failureOf(`http://127.0.0.1:${port}`), /does not speak HTTP/);
		server.close();
	});

	it('https asked of a server that speaks http', async () => {
		await using fake = await startFakePrometheus(response => response.end());
		expectFailure(await failureOf(`https://127.0.0.1:${fake.port}`), /does not speak https/);
	});

	it.each(['', 'nonsense', 'ftp://host', 'localhost:9090'])('an address that is none: %j', url => {
		expect(() => createPrometheusSource({ url, thisHostName: 'here' })).toThrow(/not an http or https URL/);
	});
});
