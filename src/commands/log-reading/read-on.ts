import type { Engine, LogLine, LogMoment } from '../../engine/container.ts';
import { sizeOfLine } from './line-size.ts';
import { compareMoments, earliestBeside, everything, keyOfLine, momentOf } from './moments.ts';
import { createTorn, takeOne } from './torn-lines.ts';
import { createRests } from './unknown-lines.ts';

/** How far a log has been read: what is known of its end. */
export type ReadSoFar = {
	/** Where to read on from; absent is the beginning. */
	since(): LogMoment | undefined;
	/** The lines from then on that are known, and how many of each. */
	known(): Map<string, number>;
	add(line: LogLine): void;
	/** Whether a line was written before the last one that is known, or together with it. */
	isPast(line: LogLine): boolean;
};

// More than any engine writes in that time; one whose clock stands still must not fill the memory.
const mostBytes = 4 * 2 ** 20;

/**
 * Remembers the newest lines of a log, as many as may come again: those beside its last one, at most 4 MiB of them.
 * `from` is where nothing is known yet.
 */
export const createReadSoFar = (lines: readonly LogLine[], from?: LogMoment): ReadSoFar => {
	let newest: LogMoment | undefined;
	let recent: LogLine[] = [];
	let bytes = 0;
	let pruneAt = 1000;

	const prune = () => {
		if (newest) {
			const limit = earliestBeside(newest);
			recent = recent.filter(line => compareMoments(momentOf(line) ?? newest!, limit) >= 0);
		}
		bytes = 0;
		const tooOld = recent.findLastIndex(line => {
			bytes += sizeOfLine(line);
			return bytes > mostBytes;
		});
		if (tooOld >= 0) {
			bytes = mostBytes;
			recent = recent.slice(tooOld + 1);
		}
		pruneAt = Math.max(1000, recent.length * 2);
	};
	const add = (line: LogLine) => {
		const { at, nanos } = line;
		if (at !== undefined && (!newest || at > newest.at || (at === newest.at && nanos > newest.nanos)))
			newest = { at, nanos };
		recent.push(line);
		bytes += sizeOfLine(line);
		if (recent.length > pruneAt || bytes > 2 * mostBytes) prune();
	};
	for (const line of lines) add(line);

	return {
		since: () => (newest ? earliestBeside(newest) : from),
		known() {
			prune();
			const counts = new Map<string, number>();
			for (const line of recent) counts.set(keyOfLine(line), (counts.get(keyOfLine(line)) ?? 0) + 1);
			return counts;
		},
		add,
		isPast(line) {
			const moment = momentOf(line);
			return moment !== undefined && newest !== undefined && compareMoments(moment, newest) <= 0;
		},
	};
};

const usual = 1000;

/**
 * The lines of a log that are not known yet, as they are written, as many at once as have come: none is left out and
 * none comes twice. It ends when the engine ends it.
 */
export async function* readOn(
	engine: Engine,
	id: string,
	soFar: ReadSoFar,
	signal: AbortSignal,
	/** How many of the last lines to begin with where nothing is known yet. */
	newest = everything,
): AsyncGenerator<readonly LogLine[], void> {
	// Podman leaves out what is written between the last lines and those that follow: they are read by themselves, and as
	// many that what comes again is known.
	if (newest !== everything && soFar.known().size === 0) {
		const since = soFar.since();
		const lines: LogLine[] = [];
		const tail = Math.max(newest, usual);
		for await (const line of engine.logs(id, { tail, follow: false, ...(since ? { since } : {}) }, signal)) {
			soFar.add(line);
			lines.push(line);
		}
		yield newest === 0 ? [] : lines.slice(-newest);
	}
	// An engine finds the last lines faster than those since a moment; they do where they reach back to what is known.
	for (const tail of soFar.known().size > 0 ? [usual, everything] : [everything]) {
		const since = soFar.since();
		const known = soFar.known();
		const canMiss = known.size > 0 && tail !== everything;
		const isRest = createRests(canMiss);
		const isTorn = createTorn(known);
		let isGap = false;
		// What comes before all that is known was not wanted.
		let isMet = known.size === 0;
		for await (const lines of engine.logBatches(id, { tail, follow: true, ...(since ? { since } : {}) }, signal)) {
			const fresh: LogLine[] = [];
			for (const line of lines) {
				const isKnown = known.size > 0 && (takeOne(known, keyOfLine(line)) || (soFar.isPast(line) && isTorn(line)));
				isGap = isRest(line) && !isKnown;
				if (isGap) break;
				isMet ||= isKnown || !soFar.isPast(line);
				if (isKnown || !isMet) continue;
				soFar.add(line);
				fresh.push(line);
			}
			if (fresh.length > 0) yield fresh;
			if (isGap) break;
		}
		if (!isGap) return;
	}
}
