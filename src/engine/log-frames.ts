import { EngineError } from './engine-error.ts';

/** Bytes of one stream, at most one frame of them; `isFrameStart` for the first bytes of a frame. */
export type LogPiece = {
	readonly stream: 'stdout' | 'stderr' | 'engine';
	readonly bytes: Buffer;
	readonly isFrameStart: boolean;
};

const headerLength = 8;
const streams = ['stdout', 'stdout', 'stderr', 'engine'] as const;

/**
 * Takes apart the multiplexed log stream of a container without a TTY: frames of a header (type, three zeros, length
 * in 32 bits, big-endian) and bytes. Frames and chunks need not meet; nothing is copied but headers. `engine` is the
 * engine's own message that it cannot go on. Throws an EngineError for bytes that are no such stream.
 */
export const createLogFrames = (): ((chunk: Buffer) => Iterable<LogPiece>) => {
	const header = Buffer.alloc(headerLength);
	let headerBytes = 0;
	let remaining = 0;
	let isFrameStart = false;
	let stream: LogPiece['stream'] = 'stdout';

	return function* (chunk) {
		let from = 0;
		while (from < chunk.length) {
			if (remaining > 0) {
				const bytes = chunk.subarray(from, from + remaining);
				from += bytes.length;
				remaining -= bytes.length;
				yield { stream, bytes, isFrameStart };
				isFrameStart = false;
				continue;
			}
			const copied = chunk.copy(header, headerBytes, from, from + headerLength - headerBytes);
			headerBytes += copied;
			from += copied;
			if (headerBytes < headerLength) return;
			headerBytes = 0;
			stream = streamIn(header);
			remaining = header.readUInt32BE(4);
			isFrameStart = true;
		}
	};
};

const streamIn = (header: Buffer): LogPiece['stream'] => {
	const stream = streams[header[0] ?? -1];
	if (stream === undefined || header[1] || header[2] || header[3]) {
		throw new EngineError('The log of this container does not come in a form aixcl knows', {
			kind: 'garbled',
			hint: 'Read it with `docker logs`, and report the version of the engine.',
		});
	}
	return stream;
};
