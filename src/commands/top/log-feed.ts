import type { Engine, LogLine } from '../../engine/container.ts';
import type { LogView } from '../../ui/logs/held-line.ts';
import type { LogGoal, LogState } from '../../ui/logs/log-state.ts';
import { passes } from '../../ui/logs/passing.ts';
import { type Backward, createBackward } from '../log-reading/backward.ts';
import type { Known, LogEvent } from '../log-reading/follow-log-of.ts';
import { createOlderReader } from '../log-reading/older.ts';
import { createReadSoFar } from '../log-reading/read-on.ts';
import type { LogEdge } from '../log-reading/unknown-lines.ts';
import { edgeInHeld, endInHeld } from './log-edges.ts';
import { createLogEvents } from './log-events.ts';
import { createHolding, type LogSource } from './log-holding.ts';
import { createLogLive } from './log-live.ts';
import { createLogRing } from './log-ring.ts';
import { createLogTelling } from './log-telling.ts';

export type FeedOptions = {
	readonly number: number;
	readonly connect: () => Promise<Engine>;
	readonly sources: readonly LogSource[];
	readonly goal: LogGoal;
	readonly asked: Pick<LogState, 'filter' | 'level' | 'minutes'>;
	/** Whether the newest line stays in sight: only then are older ones let go of for it. */
	readonly follows: () => boolean;
	readonly known: (id: string) => Known;
	readonly changed: (signal: AbortSignal) => Promise<void>;
	readonly now: () => number;
	readonly publish: (view: Partial<LogView>) => void;
};

/** One reading of the logs of some containers: what the screen holds of it, and how to get more. */
export type LogFeed = {
	/** Reads older lines: of so many at most, those that pass. Resolves with how many were looked at. */
	older(count: number): Promise<number>;
	/** Ends the reading of older lines. */
	halt(): void;
	/** Lets newer lines come although there is no room, for as many of the oldest. */
	newer(): void;
	/** Goes on with what waits for room. */
	look(): void;
	stop(): void;
};

const firstLines = 200;
const allowance = 1000;

export const createLogFeed = (options: FeedOptions): LogFeed => {
	const { number, connect, sources, goal, asked, follows, known, changed, now } = options;
	const { signal, abort } = aborter();
	const ring = createLogRing();
	const holding = createHolding(number);
	const heard = createLogEvents(sources, now);
	const isWanted = passes(asked);
	const since = asked.minutes === undefined ? undefined : now() - asked.minutes * 60_000;
	let backward: Backward<LogSource> | undefined;
	let reading: ReturnType<typeof aborter> | undefined;
	let dropped = 0;
	let room = 0;

	const telling = createLogTelling(view => options.publish({ ...view, lines: ring.lines(), dropped }));
	const { tell, note } = telling;

	const hold = (source: LogSource, line: LogLine) => {
		if (telling.view().isCurrent === false) telling.catchUp();
		const held = holding.newer(source, line);
		if (!isWanted(held)) return;
		const gone = ring.push(held);
		if (gone > 0) {
			dropped += gone;
			room = Math.max(0, room - gone);
			// What was let go of has to be read again, from where what is held begins.
			backward = undefined;
			note({ isWhole: false });
		}
		const isStart = goal.kind === 'head' || (goal.kind === 'from' && (line.at ?? 0) >= goal.at);
		if (isStart && !telling.view().start) note({ start: { seq: held.seq, edge: 'top' } });
		telling.tellSoon();
	};

	const hear = (source: LogSource, event: LogEvent) => {
		const { status, error, mark } = heard(source, event);
		if (mark) ring.push(holding.mark(source, mark.text, mark.at));
		tell({ status, error });
	};

	const live = createLogLive({
		...{ connect, sources, known, changed, hold, hear },
		hasRoom: () => follows() || !ring.isFull() || room > 0,
		waits: () => tell({ isCurrent: false }),
	});

	const backwardFrom = async (edgeFor: (id: string) => LogEdge | undefined) => {
		const engine = await connect();
		return createBackward(
			sources.map(source => ({ source, reader: createOlderReader(engine, source.id, edgeFor(source.id)) })),
		);
	};

	const readOlder = async (count: number, ending: AbortSignal): Promise<number> => {
		const held = ring.lines();
		backward ??= await backwardFrom(id => edgeInHeld(held, id));
		const from = backward;
		const taken = await from.take(count, ending);
		if (backward !== from || signal.aborted) return 0;
		const isOut = (at: number | undefined) => since !== undefined && at !== undefined && at < since;
		const inTime = taken.filter(({ line }) => !isOut(line.at));
		const wanted = holding.older(inTime).filter(isWanted).reverse();
		dropped = Math.max(0, dropped - wanted.length);
		if (ring.unshift(wanted) > 0) {
			live.end();
			note({ isCurrent: false });
		}
		const isWhole = inTime.length < taken.length || (taken.length === 0 && from.isAtBeginning());
		tell({ isWhole, reading: { backTo: taken.at(-1)?.line.at ?? telling.view().reading?.backTo } });
		return taken.length;
	};

	const older = async (count: number): Promise<number> => {
		if (reading || telling.view().isWhole) return 0;
		reading = aborter();
		const { abort: halt, signal: ending } = reading;
		signal.addEventListener('abort', halt);
		tell({ reading: telling.view().reading ?? { backTo: ring.lines()[0]?.line.at } });
		try {
			return await readOlder(count, ending);
		} finally {
			reading = undefined;
			signal.removeEventListener('abort', halt);
		}
	};

	const open = async () => {
		if (goal.kind === 'head') return live.follow(() => createReadSoFar([]));
		if (goal.kind === 'tail') {
			await older(firstLines);
			const first = backward;
			return live.follow(source => createReadSoFar(first?.newestOf(source) ?? []));
		}
		const moment = { at: goal.at, nanos: 0 };
		backward = await backwardFrom(() => ({ moment, isKnown: true }));
		if (goal.kind === 'before') {
			await older(firstLines);
			const last = ring.lines().at(-1);
			if (last) note({ start: { seq: last.seq, edge: 'bottom' } });
		}
		live.follow(() => createReadSoFar([], moment));
	};

	const start = async () => {
		while (!signal.aborted) {
			try {
				await open();
				return tell({ reading: undefined });
			} catch (error) {
				if (signal.aborted) return;
				tell({ status: isRefusal(error) ? 'failed' : 'lost', error, reading: undefined });
				await changed(signal);
			}
		}
	};

	note({ status: 'opening', isWhole: goal.kind === 'head', isCurrent: true });
	void start();

	const look = () => {
		live.resume();
		if (telling.view().isCurrent || !(follows() || room > 0)) return;
		const held = ring.lines();
		if (live.isEnded()) live.follow(({ id }) => endInHeld(held, id));
		telling.catchUp();
	};

	return {
		async older(count) {
			try {
				return await older(count);
			} catch (error) {
				if (!signal.aborted && !isAbort(error)) note({ error });
				return 0;
			} finally {
				tell({ reading: undefined });
			}
		},
		halt: () => reading?.abort(),
		newer() {
			room = allowance;
			look();
		},
		look,
		stop() {
			telling.stop();
			abort();
			live.end();
		},
	};
};

const aborter = () => {
	const controller = new AbortController();
	return { signal: controller.signal, abort: () => controller.abort() };
};

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

const isRefusal = (error: unknown): boolean =>
	typeof error === 'object' && error !== null && 'status' in error && error.status !== undefined;
