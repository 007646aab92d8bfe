import type { LogLine, LogMoment } from '../../engine/container.ts';
import { sizeOfLine } from './line-size.ts';
import { compareMoments, isSameLine, momentOf } from './moments.ts';

/** Where what is known of a log begins. */
export type LogEdge = {
	/** What is older than this is not known; what was written at it is where `isKnown` says so. */
	readonly moment: LogMoment;
	readonly isKnown: boolean;
	/** The lines that are known from there on, oldest first; those beside it do. */
	readonly near: readonly LogLine[];
};

export type UnknownLines = {
	/** Oldest first; the last of them where there are more than asked for. */
	readonly lines: readonly LogLine[];
	/** How many lines came before the edge, those that were let go of too. */
	readonly before: number;
	/** How many came at all. */
	readonly all: number;
};

type Entry = { readonly index: number; readonly line: LogLine };

const mostBytes = 4 * 2 ** 20;
const mostLate = 4096;

/** The last entries of those that are pushed: at most so many, and so many bytes. */
const createTail = (count: number) => {
	// Those before `from` were let go of.
	let entries: (Entry | undefined)[] = [];
	let from = 0;
	let bytes = 0;
	return {
		push(entry: Entry) {
			entries.push(entry);
			bytes += sizeOfLine(entry.line);
			while (entries.length - from > count || (bytes > mostBytes && entries.length - from > 1)) {
				bytes -= sizeOfLine(entries[from]!.line);
				entries[from++] = undefined;
			}
			if (from <= count) return;
			entries = entries.slice(from);
			from = 0;
		},
		entries: () => entries.slice(from) as Entry[],
	};
};

/**
 * Tells the lines that may be the rest of a long one, where a tail begins in the middle of it: its first one, and the
 * first one of the other stream where that was begun before.
 */
export const createRests = (isTail: boolean): ((line: LogLine) => boolean) => {
	let first: LogLine | undefined;
	let isOtherKnown = !isTail;
	return line => {
		if (isOtherKnown) return false;
		if (first === undefined) {
			first = line;
			return true;
		}
		if (line.stream === first.stream) return false;
		isOtherKnown = true;
		const [at, begun] = [momentOf(line), momentOf(first)];
		return at === undefined || begun === undefined || compareMoments(at, begun) <= 0;
	};
};

/**
 * Of the lines of a log, which come in its order, the last ones that are not known: exactly those before the first known
 * one, also where timestamps are equal or out of order. Reads no further than it needs to.
 */
export const unknownLines = async (
	lines: AsyncIterable<LogLine>,
	edge: LogEdge | undefined,
	{
		count,
		isTail,
	}: { readonly count: number /** Whether it may begin in the middle of a line. */; readonly isTail: boolean },
): Promise<UnknownLines> => {
	let tail = createTail(count);
	const isRest = createRests(isTail);
	// Out of order, or known: which of both is known once the first known line has come.
	let late: Entry[] = [];
	const alike: number[] = [];
	let index = 0;
	const first = edge?.near[0];
	for await (const line of lines) {
		const at = momentOf(line);
		if (alike.length > 0 && line.stream === first?.stream && !(line.at === first.at && line.nanos === first.nanos))
			break;
		if (isRest(line) && alike.length === 0) {
			// Nothing that came before the end of such a line is known to be whole.
			tail = createTail(count);
			late = [];
			index += 1;
			continue;
		}
		if (first && isSameLine(line, first)) alike.push(index);
		const isBefore = !edge || !at || compareMoments(at, edge.moment) < (edge.isKnown && !first ? 0 : 1);
		// What comes after the first that may be the known one must not push out what came before it.
		if (isBefore && alike.length === 0) tail.push({ index, line });
		else if (late.length < mostLate) late.push({ index, line });
		index += 1;
	}
	const copies = first ? edge.near.filter(line => isSameLine(line, first)).length : 0;
	const end = alike.length === 0 ? undefined : alike[Math.max(0, alike.length - copies)]!;
	const isStrictlyBefore = ({ line }: Entry) => {
		const at = momentOf(line);
		return !edge || !first || !at || compareMoments(at, edge.moment) < 0;
	};
	const fresh =
		end === undefined
			? tail.entries().filter(isStrictlyBefore)
			: [...tail.entries(), ...late].filter(entry => entry.index < end).sort((a, b) => a.index - b.index);
	const before = end ?? (fresh.at(-1)?.index ?? -1) + 1;
	return { lines: fresh.slice(-count).map(({ line }) => line), before, all: index };
};
