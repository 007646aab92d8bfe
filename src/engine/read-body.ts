import type { IncomingMessage } from 'node:http';
import { tookIn } from '../memory.ts';
import { EngineError } from './engine-error.ts';

const tooMuch = (limit: number) =>
	new EngineError(`The container engine sent more than ${limit / 2 ** 20} MiB`, {
		kind: 'garbled',
		hint: 'Check that --host or DOCKER_HOST is a container engine.',
	});

/** The whole body as text. Destroys the answer and rejects when it is, or says it is, longer than `limit` bytes. */
export const readBody = async (body: IncomingMessage, limit: number): Promise<string> => {
	if (Number(body.headers['content-length']) > limit) {
		body.destroy();
		throw tooMuch(limit);
	}
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		size += chunk.length;
		tookIn(chunk.length);
		if (size > limit) throw tooMuch(limit);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
};
