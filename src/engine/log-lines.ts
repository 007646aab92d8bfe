import { appendClean, clean, literal } from '../text/clean.ts';
import type { LogLine } from './container.ts';
import { EngineError } from './engine-error.ts';
import { createLineSplitter, firstBytes, type Line, type LineSplitter } from './line-splitter.ts';
import { createLogFrames, type LogPiece } from './log-frames.ts';

/** Bytes of a line that are shown. */
export const shownBytes = 16 * 1024;

// RFC 3339 with nanoseconds and an offset, and the space after it.
const longestStamp = 40;
const space = 0x20;

/** The lines of a container's log, from its bytes as they come. Memory does not grow with lines or with their length. */
export const createLogLines = ({ isTty }: { isTty: boolean }): LogLines => {
	const frames = isTty ? rawPieces : createLogFrames();
	const stdout = createStreamLines('stdout');
	const stderr = createStreamLines('stderr');
	let complaint = '';
	return {
		*push(chunk) {
			for (const piece of frames(chunk)) {
				if (piece.stream === 'engine') complaint = (complaint + piece.bytes.toString()).slice(0, 500);
				else yield* (piece.stream === 'stderr' ? stderr : stdout).push(piece);
			}
		},
		*end() {
			yield* stdout.end();
			yield* stderr.end();
			if (complaint !== '') {
				throw new EngineError(`The engine cannot read this log: ${clean(complaint.trim(), 200)}`, { kind: 'answered' });
			}
		},
	};
};

export type LogLines = {
	/** Ask for all lines before the next push. Throws an EngineError when the bytes are no log. */
	push(chunk: Buffer): Iterable<LogLine>;
	/** What did not end with a line end. Throws an EngineError when the engine broke off with a message. */
	end(): Iterable<LogLine>;
};

const rawPieces = (bytes: Buffer): Iterable<LogPiece> => [{ stream: 'stdout', bytes, isFrameStart: false }];

const createStreamLines = (stream: LogLine['stream']) => {
	const splitter: LineSplitter = createLineSplitter(shownBytes + longestStamp);
	let isInStamp = false;

	const withoutStamp = ({ bytes, isFrameStart }: LogPiece): Buffer => {
		// A line longer than 16 KiB comes in several frames, each with a timestamp of its own.
		if (isFrameStart) isInStamp = splitter.isMidLine();
		if (!isInStamp) return bytes;
		const end = bytes.indexOf(space);
		if (end < 0) return bytes.subarray(bytes.length);
		isInStamp = false;
		return bytes.subarray(end + 1);
	};

	return {
		*push(piece: LogPiece) {
			for (const line of splitter.push(withoutStamp(piece))) yield toLogLine(stream, line);
		},
		*end() {
			for (const line of splitter.end()) yield toLogLine(stream, line);
		},
	};
};

const toLogLine = (stream: LogLine['stream'], { bytes, dropped }: Line): LogLine => {
	const stamp =
		/^\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d)(?: |$)/.exec(bytes.toString('latin1', 0, longestStamp))?.[0] ??
		'';
	const at = Date.parse(stamp.trimEnd());
	const body = Number.isNaN(at) ? bytes : bytes.subarray(stamp.length);
	const shown = firstBytes(body, shownBytes);
	const hidden = dropped + body.length - shown.length;
	const text = clean(shown.toString(), shownBytes);
	return {
		stream,
		at: Number.isNaN(at) ? undefined : at,
		text: hidden === 0 ? text : appendClean(text, literal(` … (+${hidden} bytes)`)),
	};
};
