import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import type { EndpointName } from './endpoint.ts';
import type { Observation } from './observer.ts';
import type { ReaderFor } from './readers.ts';

/** What went wrong while an answer was read along. */
export type TapFailure = 'exception' | 'line_too_long';

export type Tap = {
	/** Reads along once the bytes are on their way. */
	feed(chunk: Buffer): void;
	end(): void;
	/** What the answer has told; absent where it was not read. */
	answer(): Answer | undefined;
};

export type TapInputs = {
	readonly endpoint: EndpointName;
	readonly observation: Observation;
	readonly readerFor: ReaderFor;
	readonly failed: (failure: TapFailure) => void;
};

const isReadable = ({ statusCode = 0, headers }: IncomingMessage): boolean =>
	statusCode < 400 && (headers['content-encoding'] ?? 'identity') === 'identity';

/** Reads an answer along; a fault of it is counted and ends it, and never reaches the bytes. Compressed ones are not read. */
export const createTap = (incoming: IncomingMessage, { endpoint, observation, readerFor, failed }: TapInputs): Tap => {
	const guarded = <Result>(work: () => Result): Result | undefined => {
		try {
			return work();
		} catch {
			reader = undefined;
			failed('exception');
			return undefined;
		}
	};
	let reader = isReadable(incoming)
		? guarded(() => readerFor(endpoint, incoming.headers['content-type'] ?? '', () => failed('line_too_long')))
		: undefined;
	return {
		feed(chunk) {
			if (!reader) return;
			const { feed, answer } = reader;
			guarded(() => {
				feed(chunk, performance.now());
				observation.progress(answer);
			});
		},
		end() {
			if (!reader) return;
			const { end, answer } = reader;
			guarded(() => {
				end();
				observation.progress(answer);
			});
		},
		answer: () => reader?.answer,
	};
};
