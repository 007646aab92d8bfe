import type { Readable } from 'node:stream';
import { EngineError } from './engine-error.ts';

/** The whole body as text. Destroys the stream and rejects when it is longer than `limit` bytes. */
export const readBody = async (body: Readable, limit: number): Promise<string> => {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > limit) {
			throw new EngineError(`The container engine sent more than ${limit / 2 ** 20} MiB`, {
				kind: 'garbled',
				hint: 'Check that --host or DOCKER_HOST is a container engine.',
			});
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
};
