import type { Engine, LogLine } from '../../engine/container.ts';
import { everything, momentOf, slack } from './moments.ts';
import { type LogEdge, unknownLines } from './unknown-lines.ts';

export type OlderPage = {
	/** Oldest first. */
	readonly lines: readonly LogLine[];
	/** Whether there is nothing before them. */
	readonly isBeginning: boolean;
};

/** Reads one log backwards, a page at a time: from an edge, or from its newest line where none is given. */
export type OlderReader = { read(count: number, signal: AbortSignal): Promise<OlderPage> };

const deepest = 2 ** 20;

/** Where what is known begins, where these lines are, oldest first; undefined where none of them has a time. */
export const edgeOf = (lines: readonly LogLine[]): LogEdge | undefined => {
	const moment = lines.map(momentOf).find(each => each !== undefined);
	if (!moment) return undefined;
	return { moment, isKnown: true, near: lines.filter(({ at }) => at === undefined || at <= moment.at + slack) };
};

async function* counted(
	lines: AsyncIterable<LogLine>,
	skipped: number,
	count: (all: number) => void,
): AsyncGenerator<LogLine, void> {
	let all = 0;
	for await (const line of lines) {
		all += 1;
		count(all);
		if (all > skipped) yield line;
	}
}

/**
 * Docker takes the last lines of all first, and then of those what was written by a moment. So it is asked for as many
 * as lie behind the edge and a page more; how many lie there is learnt by asking for ever more, up to all.
 */
export const createOlderReader = (engine: Engine, id: string, known?: LogEdge): OlderReader => {
	let edge = known;
	// How many of its lines are known, as far as that is known.
	let depth = 0;
	return {
		async read(count, signal) {
			for (let more = count, isAll = false; ; more *= 8) {
				isAll ||= depth + more > deepest;
				const tail = isAll ? everything : depth + more + 1;
				const until = edge ? { until: { at: edge.moment.at + slack, nanos: edge.moment.nanos } } : {};
				const answer = engine.logs(id, { tail, follow: false, ...until }, signal);
				let all = 0;
				// What a tail begins with may be the rest of a long line.
				const whole = counted(answer, isAll ? 0 : 1, received => {
					all = received;
				});
				const { lines, before } = await unknownLines(whole, edge, count);
				signal.throwIfAborted();
				if (lines.length === 0 && !isAll) {
					isAll = all > 0 || edge === undefined;
					depth = Math.max(depth, tail);
					continue;
				}
				depth = isAll ? depth + lines.length : tail - 1 - before + lines.length;
				edge = edgeOf([...lines, ...(edge?.near ?? [])]) ?? edge;
				return { lines, isBeginning: isAll && before === lines.length };
			}
		},
	};
};
