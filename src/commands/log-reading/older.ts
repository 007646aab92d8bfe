import type { Engine, LogLine } from '../../engine/container.ts';
import { everything, latestBeside, momentOf } from './moments.ts';
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
	const latest = latestBeside(moment).at;
	return { moment, isKnown: true, near: lines.filter(({ at }) => at === undefined || at <= latest) };
};

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
			const longest = Math.min(deepest, await engine.longestTail(signal));
			for (let more = count, isAll = false; ; more *= 8) {
				isAll ||= depth + more + 1 > longest;
				const tail = isAll ? everything : depth + more + 1;
				const until = edge ? { until: latestBeside(edge.moment) } : {};
				const answer = engine.logs(id, { tail, follow: false, ...until }, signal);
				const { lines, before, all } = await unknownLines(answer, edge, { count, isTail: !isAll });
				signal.throwIfAborted();
				if (lines.length === 0 && !isAll) {
					isAll = all > 0 || edge === undefined;
					depth = Math.max(depth, tail);
					continue;
				}
				depth = isAll ? depth + lines.length : tail - before + lines.length;
				edge = edgeOf([...lines, ...(edge?.near ?? [])]) ?? edge;
				return { lines, isBeginning: isAll && before === lines.length };
			}
		},
	};
};
