import { EngineError } from './engine-error.ts';

export type FrameStream = 'stdout' | 'stderr' | 'engine';

/**
 * Told of bytes of one stream, those of a chunk from one place to another (not with it): at most one frame of them;
 * `isFrameStart` for the first bytes of a frame.
 */
export type FrameSink = (stream: FrameStream, chunk: Buffer, from: number, to: number, isFrameStart: boolean) => void;

const headerLength = 8;
const streams = ['stdout', 'stdout', 'stderr', 'engine'] as const;

/**
 * Takes apart the multiplexed log stream of a container without a TTY: frames of a header (type, three zeros, length
 * in 32 bits, big-endian) and bytes. Frames and chunks need not meet; nothing is copied but headers cut in two.
 * `engine` is the engine's own message that it cannot go on. Throws an EngineError for bytes that are no such stream.
 */
export const createLogFrames = (sink: FrameSink): ((chunk: Buffer) => void) => {
	const header = Buffer.alloc(headerLength);
	let headerBytes = 0;
	let remaining = 0;
	let isFrameStart = false;
	let stream: FrameStream = 'stdout';

	const begin = (bytes: Buffer, at: number) => {
		stream = streamIn(bytes, at);
		remaining = bytes.readUInt32BE(at + 4);
		isFrameStart = true;
	};

	return chunk => {
		let from = 0;
		while (from < chunk.length) {
			if (remaining > 0) {
				const to = Math.min(chunk.length, from + remaining);
				sink(stream, chunk, from, to, isFrameStart);
				isFrameStart = false;
				remaining -= to - from;
				from = to;
			} else if (headerBytes === 0 && chunk.length - from >= headerLength) {
				begin(chunk, from);
				from += headerLength;
			} else {
				const copied = chunk.copy(header, headerBytes, from, from + headerLength - headerBytes);
				headerBytes += copied;
				from += copied;
				if (headerBytes < headerLength) return;
				headerBytes = 0;
				begin(header, 0);
			}
		}
	};
};

const streamIn = (bytes: Buffer, at: number): FrameStream => {
	const stream = streams[bytes[at] ?? -1];
	if (stream === undefined || bytes[at + 1] || bytes[at + 2] || bytes[at + 3]) {
		throw new EngineError('The log of this container does not come in a form aixcl knows', {
			kind: 'garbled',
			hint: 'Read it with `docker logs`, and report the version of the engine.',
		});
	}
	return stream;
};
