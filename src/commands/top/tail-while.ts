import type { Engine, LogLine } from '../../engine/container.ts';
import { withDeadline } from '../../engine/deadline.ts';

const openAgainAfter = 300;
// What is to be done waits for it.
const patience = 1000;

/**
 * When the last line so far was written, by the engine's clock, which may be far off ours; 0 where there is none yet.
 * Only of a log that cannot be read it is our own time.
 */
export const endOfLog = async (engine: Engine, id: string): Promise<number> => {
	const read = async (signal: AbortSignal) => {
		let end = 0;
		for await (const { at } of engine.logs(id, { tail: 1, follow: false }, signal)) end = at ?? end;
		return end;
	};
	try {
		return await withDeadline(read, { ms: patience, signal: new AbortController().signal });
	} catch {
		return Date.now();
	}
};

/**
 * Tells each line that a container writes after this time of the engine's, through its restarts, until the signal is
 * aborted. What cannot be read is left out: the lines are a comfort beside an action, which tells for itself how it went.
 */
export const tailWhile = async (
	{ engine, id, after }: { readonly engine: Engine; readonly id: string; readonly after: number },
	tell: (line: LogLine) => void,
	signal: AbortSignal,
): Promise<void> => {
	let since = after + 1;
	while (!signal.aborted) {
		try {
			for await (const line of engine.logs(id, { tail: 200, follow: true, since }, signal)) {
				since = Math.max(since, (line.at ?? 0) + 1);
				tell(line);
			}
		} catch {
			// Gone, or not there yet.
		}
		await new Promise(resolve => setTimeout(resolve, openAgainAfter));
	}
};
