import { type Answer, emptyAnswer, take } from './answer.ts';
import type { EndpointName } from './endpoint.ts';
import { createLines, longestLine, parseLine } from './lines.ts';

/** Reads along while an answer passes; never changes it. */
export type Reader = {
	readonly answer: Answer;
	/** The next bytes, and when they came, in milliseconds. */
	feed(chunk: Buffer, at: number): void;
	/** There are no more. */
	end(): void;
};

// Quotes inside a text are escaped, so that what a model writes is never taken for a key.
const output = /"(?:content|response|thinking|text|reasoning(?:_content)?)": ?"[^"]|"tool_calls": ?\[ ?\{/;

const marks = (line: string): boolean => line.includes('"usage":') || line.includes('"error":');

/** Reads an answer line by line; each is told when the bytes came that ended it. */
const createByLine = (dropped: () => void, read: (answer: Answer, line: string, now: number) => void): Reader => {
	const answer = emptyAnswer();
	const lines = createLines(dropped);
	let now = 0;
	const next = (line: string) => read(answer, line, now);
	return {
		answer,
		feed(chunk, at) {
			now = at;
			lines.feed(chunk, next);
		},
		end: () => next(lines.rest()),
	};
};

// Neither carries output. Inside it, a call of a tool may have an argument of either name.
const isLast = (value: unknown): boolean => {
	const { done, error } = Object(value);
	return value === undefined || done === true || (error ?? undefined) !== undefined;
};

const readNdjson = (answer: Answer, line: string, now: number): void => {
	if (line.includes('"done":true') || line.includes('"error":')) {
		const value = parseLine(line);
		take(answer, value);
		if (isLast(value)) return;
	}
	if (line.length < 2) return;
	if (answer.model === undefined) take(answer, parseLine(line));
	answer.chunks++;
	if (answer.firstAt !== undefined) answer.lastAt = now;
	else if (output.test(line)) answer.firstAt = now;
};

const hasOutput = (endpoint: EndpointName): ((line: string) => boolean) => {
	if (endpoint === 'v1_responses') return line => line.includes('.delta"');
	if (endpoint === 'v1_messages') return line => line.includes('"content_block_delta"');
	return line => output.test(line);
};

const readEvents = (endpoint: EndpointName) => {
	const isOutput = hasOutput(endpoint);
	return (answer: Answer, line: string, now: number): void => {
		// Its field is `data:`; names of events and empty lines tell nothing that is not in it.
		if (line.charCodeAt(0) !== 0x64 || !line.startsWith('data:')) return;
		if (answer.model === undefined || marks(line)) take(answer, parseLine(line.slice(5)));
		if (!isOutput(line)) return;
		answer.chunks++;
		answer.firstAt ??= now;
		answer.lastAt = now;
	};
};

const createWhole = (dropped: () => void): Reader => {
	const answer = emptyAnswer();
	let text: string | undefined = '';
	return {
		answer,
		feed(chunk) {
			if (text === undefined) return;
			text = text.length + chunk.length > longestLine ? undefined : text + chunk.toString('latin1');
			if (text === undefined) dropped();
		},
		end() {
			if (text !== undefined) take(answer, parseLine(text));
		},
	};
};

export type ReaderFor = (endpoint: EndpointName, contentType: string, dropped: () => void) => Reader | undefined;

/** The reader for an answer of this type; none for what says nothing about a model. */
export const readerFor: ReaderFor = (endpoint, contentType, dropped) => {
	if (endpoint === 'other') return undefined;
	if (contentType.startsWith('application/x-ndjson')) return createByLine(dropped, readNdjson);
	if (contentType.startsWith('text/event-stream')) return createByLine(dropped, readEvents(endpoint));
	return contentType.startsWith('application/json') ? createWhole(dropped) : undefined;
};
