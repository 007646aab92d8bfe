import { setImmediate as turn } from 'node:timers/promises';
import type { Engine, LogLine } from '../../engine/container.ts';
import type { HeldLine } from '../../ui/logs/held-line.ts';
import { type Backward, createBackward } from '../log-reading/backward.ts';
import { createOlderReader } from '../log-reading/older.ts';
import type { LogEdge } from '../log-reading/unknown-lines.ts';
import type { createHolding, LogSource } from './log-holding.ts';
import type { LogTelling } from './log-telling.ts';

/** What is wanted of older lines. */
export type OlderWish = {
	/** So many that pass the filters, or a little more. */
	readonly lines: number;
	/** After looking at so many it is enough. */
	readonly bound: number;
	/**
	 * Only one line is looked for: then those on the way to it are not held, unless they fit. The same `key` goes on where
	 * the search before stopped.
	 */
	readonly hunt?: { readonly hitIn: (lines: readonly HeldLine[]) => HeldLine | undefined; readonly key: string };
};

export type OlderFound = {
	readonly read: number;
	readonly hit: HeldLine | undefined;
	/** Whether it came to the beginning. */
	readonly isEnd: boolean;
};

const nothing: OlderFound = { read: 0, hit: undefined, isEnd: false };

export type OlderOptions = {
	readonly connect: () => Promise<Engine>;
	readonly sources: readonly LogSource[];
	readonly holding: ReturnType<typeof createHolding>;
	readonly wantedOf: (lines: readonly HeldLine[]) => readonly HeldLine[];
	/** Nothing older than this is there: milliseconds since the epoch. */
	readonly since: number | undefined;
	readonly telling: LogTelling;
	/** Where what is held of a log begins. */
	readonly edgeFor: (id: string) => LogEdge | undefined;
	/** Takes older lines, oldest first: in front of what is held, or in its stead. */
	readonly take: (lines: readonly HeldLine[], isInstead: boolean) => void;
	readonly signal: AbortSignal;
};

export type LogOlder = {
	/** Rejects when it is called off. */
	read(wish: OlderWish): Promise<OlderFound>;
	halt(): void;
	/** Begins anew from where what is held begins, or from the edges given. */
	restart(edgeFor?: (id: string) => LogEdge | undefined): void;
	/** The newest lines of a log at the first reading. */
	newestOf(source: LogSource): Promise<readonly LogLine[]>;
};

const page = 1000;
// Lines around a hit that are held with it.
const around = 3000;

export const createLogOlder = (options: OlderOptions): LogOlder => {
	const { connect, sources, holding, wantedOf, since, telling, take, signal } = options;
	let edges = options.edgeFor;
	let backward: Backward<LogSource> | undefined;
	let paused: { readonly key: string; readonly backward: Backward<LogSource> } | undefined;
	let running: AbortController | undefined;

	const begin = async (): Promise<Backward<LogSource>> => {
		const engine = await connect();
		return createBackward(
			sources.map(source => ({ source, reader: createOlderReader(engine, source.id, edges(source.id)) })),
		);
	};

	const isOut = (at: number | undefined) => since !== undefined && at !== undefined && at < since;

	const search = async ({ lines, bound, hunt }: OlderWish, ending: AbortSignal): Promise<OlderFound> => {
		const isResumed = hunt !== undefined && paused?.key === hunt.key;
		backward = (isResumed ? paused?.backward : backward) ?? (await begin());
		paused = undefined;
		const from = backward;
		const hitIn = hunt?.hitIn;
		// Newest first, as they come.
		let found: HeldLine[] = [];
		let isFar = isResumed;
		let read = 0;
		let hit: HeldLine | undefined;
		let isWhole = false;
		while (!isWhole && !hit && read < bound && (hitIn || found.length < lines)) {
			// Keys are answered meanwhile.
			if (read > 0) await turn();
			ending.throwIfAborted();
			const taken = await from.take(Math.min(page, hitIn ? page : Math.max(100, lines)), ending);
			// Meanwhile what is held may have come to begin elsewhere.
			if (backward !== from) return nothing;
			const inTime = taken.filter(({ line }) => !isOut(line.at));
			const wanted = wantedOf(holding.older(inTime));
			isWhole = inTime.length < taken.length || (taken.length === 0 && from.isAtBeginning());
			read += taken.length;
			hit = hitIn?.(wanted);
			found.push(...wanted);
			if (hitIn && found.length > around * 2) {
				found = found.slice(-around);
				isFar = true;
			}
			telling.note({ reading: { backTo: taken.at(-1)?.line.at ?? telling.view().reading?.backTo } });
			telling.tellSoon();
		}
		if (hunt && isFar && !hit) {
			// What was looked at in vain is read again when it is scrolled to.
			paused = { key: hunt.key, backward: from };
			backward = undefined;
		} else {
			telling.note({ isWhole });
			take(found.reverse(), isFar);
		}
		return { read, hit, isEnd: isWhole };
	};

	return {
		async read(wish) {
			if (running) return nothing;
			running = new AbortController();
			const { signal: ending } = running;
			const halt = () => running?.abort();
			signal.addEventListener('abort', halt);
			telling.tell({ reading: { backTo: undefined } });
			try {
				return await search(wish, ending);
			} catch (error) {
				// Where it broke off is not where what is held begins.
				backward = undefined;
				throw error;
			} finally {
				running = undefined;
				signal.removeEventListener('abort', halt);
				telling.tell({ reading: undefined });
			}
		},
		halt: () => running?.abort(),
		restart(edgeFor = options.edgeFor) {
			edges = edgeFor;
			backward = undefined;
			paused = undefined;
		},
		newestOf: async source => (await backward?.newestOf(source, signal)) ?? [],
	};
};
