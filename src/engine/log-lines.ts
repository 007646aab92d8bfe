import { appendClean, clean } from '../text/clean.ts';
import { cleanLog } from '../text/log-text.ts';
import type { LogLine } from './container.ts';
import { EngineError } from './engine-error.ts';
import { createLineSplitter, endOfFirst } from './line-splitter.ts';
import { createLogFrames, type FrameSink } from './log-frames.ts';
import { createStampReader, longestStamp } from './log-stamp.ts';

/** Bytes of a line that are shown. */
export const shownBytes = 16 * 1024;

const space = 0x20;

export type LogLines = {
	/** The lines that a chunk completes. Throws an EngineError when the bytes are no log. */
	push(chunk: Buffer): readonly LogLine[];
	/** What did not end with a line end. Throws an EngineError when the engine broke off with a message. */
	end(): readonly LogLine[];
};

/** The lines of a container's log, from its bytes as they come. Memory does not grow with the length of lines. */
export const createLogLines = ({ isTty }: { isTty: boolean }): LogLines => {
	let lines: LogLine[] = [];
	let complaint = '';
	const add = (line: LogLine) => void lines.push(line);
	const stdout = createStreamLines('stdout', add);
	const stderr = createStreamLines('stderr', add);
	const frames = createLogFrames((stream, chunk, from, to, isFrameStart) => {
		if (stream === 'engine') complaint = (complaint + chunk.toString('utf8', from, to)).slice(0, 500);
		else (stream === 'stderr' ? stderr : stdout).push(chunk, from, to, isFrameStart);
	});
	const taken = () => {
		const result = lines;
		lines = [];
		return result;
	};
	return {
		push(chunk) {
			if (isTty) stdout.push(chunk, 0, chunk.length, false);
			else frames(chunk);
			return taken();
		},
		end() {
			stdout.end();
			stderr.end();
			if (complaint !== '') {
				throw new EngineError(`The engine cannot read this log: ${clean(complaint.trim(), 200)}`, { kind: 'answered' });
			}
			return taken();
		},
	};
};

type StreamLines = {
	push(...bytes: Parameters<FrameSink> extends [unknown, ...infer Rest] ? Rest : never): void;
	end(): void;
};

const createStreamLines = (stream: LogLine['stream'], add: (line: LogLine) => void): StreamLines => {
	const stampOf = createStampReader();
	const splitter = createLineSplitter(shownBytes + longestStamp, (bytes, from, to, dropped) => {
		const stamp = stampOf(bytes, from, to);
		const start = from + (stamp?.length ?? 0);
		const end = endOfFirst(bytes, start, to, shownBytes);
		const hidden = dropped + to - end;
		const { text, styles } = cleanLog(bytes.toString('utf8', start, end), shownBytes);
		add({
			stream,
			at: stamp?.at,
			nanos: stamp?.nanos ?? 0,
			text: hidden === 0 ? text : appendClean(text, clean(` … (+${hidden} bytes)`)),
			...(styles.length === 0 ? {} : { styles }),
		});
	});
	let isInStamp = false;

	return {
		push(chunk, from, to, isFrameStart) {
			// A line longer than 16 KiB comes in several frames, each with a timestamp of its own.
			if (isFrameStart) isInStamp = splitter.isMidLine();
			if (!isInStamp) return splitter.push(chunk, from, to);
			let end = from;
			while (end < to && chunk[end] !== space) end++;
			if (end === to) return;
			isInStamp = false;
			splitter.push(chunk, end + 1, to);
		},
		end: splitter.end,
	};
};
