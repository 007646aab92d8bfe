import type { LogLine, LogRequest } from './container.ts';

/** Asked for so many of its last lines, an engine gives all of a log. */
export const everyLine = 2 ** 31 - 1;

/** Podman finds the last lines in a time that grows with the square of their number, and sets room aside for each. */
export const longestOfPodman = 4000;

/** What Podman is asked for a log: all of it where that takes less, or where it would leave lines out. */
export const podmanRequest = (request: LogRequest): LogRequest => {
	const { tail, follow, since } = request;
	// What is written between its last lines and those that follow comes with neither.
	const leavesOut = follow && since !== undefined;
	return leavesOut || tail > longestOfPodman ? { ...request, tail: everyLine } : request;
};

/** The last so many of the lines that come, once all have. */
export async function* lastOf(
	count: number,
	batches: AsyncIterable<readonly LogLine[]>,
): AsyncGenerator<readonly LogLine[], void> {
	let kept: LogLine[] = [];
	for await (const lines of batches) {
		for (const line of lines) kept.push(line);
		if (kept.length > count * 2) kept = kept.slice(-count);
	}
	yield kept.slice(-count);
}
