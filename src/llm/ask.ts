import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** What to ask, and what it is held to. */
export type Question = {
	/** The address, with `user:password@` where that is needed. */
	readonly url: string;
	readonly path: string;
	/** Sent as JSON by POST; absent is a GET. */
	readonly body?: object;
	/** Milliseconds until the whole answer has to be here. */
	readonly deadline: number;
};

export type Answer = { readonly status: number; readonly text: string };

// More than any list of loaded models.
const largest = 4 * 2 ** 20;

/**
 * Asks over a connection of its own, without a proxy and along no redirect. Rejects with what node says, with an Error
 * of code `ETIMEDOUT` when it is too late, or `ETOOBIG` for more than 4 MiB.
 */
export const ask = ({ url, path, body, deadline }: Question, signal: AbortSignal): Promise<Answer> => {
	const { promise, resolve, reject } = Promise.withResolvers<Answer>();
	const target = new URL(url);
	target.pathname = `${target.pathname.replace(/\/$/, '')}${path}`;
	const text = body === undefined ? undefined : JSON.stringify(body);
	const send = target.protocol === 'https:' ? overHttps : overHttp;
	const headers =
		text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
	const request = send(
		target,
		{ method: text === undefined ? 'GET' : 'POST', headers, agent: false, signal },
		response => {
			const chunks: Buffer[] = [];
			let size = 0;
			response.on('data', (chunk: Buffer) => {
				size += chunk.length;
				if (size > largest) request.destroy(withCode('ETOOBIG'));
				else chunks.push(chunk);
			});
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
			response.on('error', reject);
		},
	);
	const timer = setTimeout(() => request.destroy(withCode('ETIMEDOUT')), deadline);
	request.on('error', reject);
	request.end(text);
	return promise.finally(() => clearTimeout(timer));
};

const withCode = (code: string) => Object.assign(new Error(code), { code });
