import type { Engine, LogLine } from '../../engine/container.ts';

const openAgainAfter = 300;

/**
 * Tells each line that a container writes from now on, through its restarts, until the signal is aborted. What cannot
 * be read is left out: the lines are a comfort beside an action, which tells for itself how it went.
 */
export const tailWhile = async (
	engine: Engine,
	id: string,
	tell: (line: LogLine) => void,
	signal: AbortSignal,
): Promise<void> => {
	let since = Date.now();
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
