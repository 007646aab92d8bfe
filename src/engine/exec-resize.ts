import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from './client.ts';
import type { TerminalSize } from './container.ts';
import { EngineError } from './engine-error.ts';

export type Resizer = {
	/** Tells the size until the command has begun and takes it. Never rejects. */
	begin(size: TerminalSize): void;
	resize(size: TerminalSize): Promise<void>;
};

const never = new AbortController().signal;
// About ten seconds: an engine far away, or busy, is slow to begin, and a shell of no size is no good.
const tries = 24;
const longestWait = 500;

/**
 * Tells the terminal of a command its size, one size after the other. A command that has not begun, or has ended, takes
 * none: that is no error.
 */
export const createResizer = (client: Client, execId: string, stream: Duplex, deadline: number): Resizer => {
	let last: Promise<unknown> = Promise.resolve();
	let asked = 0;

	const send = async ({ columns, rows }: TerminalSize): Promise<boolean> => {
		try {
			const size = { h: rows, w: columns };
			await client.call((docker, abortSignal) => docker.getExec(execId).resize({ ...size, abortSignal }), {
				signal: never,
				ms: deadline,
			});
			return true;
		} catch (error) {
			if (error instanceof EngineError && error.kind === 'answered') return false;
			throw error;
		}
	};

	const begin = async (size: TerminalSize) => {
		for (let attempt = 0; attempt < tries && asked === 0 && !stream.destroyed; attempt += 1) {
			if (await send(size)) return;
			await wait(Math.min(longestWait, 20 * 2 ** attempt));
		}
	};

	return {
		begin(size) {
			last = begin(size).catch(() => undefined);
		},
		resize(size) {
			asked += 1;
			const sent = last.then(async () => {
				if (!stream.destroyed) await send(size);
			});
			last = sent.catch(() => undefined);
			return sent;
		},
	};
};
