import type { Engine, LogLine } from '../../engine/container.ts';
import type { LogView } from '../../ui/logs/held-line.ts';
import type { LogGoal, LogState } from '../../ui/logs/log-state.ts';
import { learnPassing, passes, passingOf } from '../../ui/logs/passing.ts';
import type { Known, LogEvent } from '../log-reading/follow-log-of.ts';
import { createReadSoFar } from '../log-reading/read-on.ts';
import { edgeInHeld, endInHeld } from './log-edges.ts';
import { createLogEnd } from './log-end.ts';
import { createLogEvents } from './log-events.ts';
import { createHolding, type LogSource } from './log-holding.ts';
import { createLogLive } from './log-live.ts';
import { createLogOlder, type OlderFound, type OlderWish } from './log-older.ts';
import { createLogRing } from './log-ring.ts';
import { createLogTelling } from './log-telling.ts';
import { nothingBefore } from './log-words.ts';

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
	/** Reads older lines; nothing is read where it fails or is called off. */
	older(wish: OlderWish): Promise<OlderFound>;
	/** Ends the reading of older lines. */
	halt(): void;
	/** Lets newer lines come although there is no room, for as many of the oldest. */
	newer(): void;
	/** Goes on with what waits for room. */
	look(): void;
	stop(): void;
};

const first = { lines: 200, bound: 200 };
const allowance = 1000;

export const createLogFeed = (options: FeedOptions): LogFeed => {
	const { number, connect, sources, goal, asked, follows, known, changed, now } = options;
	const { signal, abort } = aborter();
	const ring = createLogRing();
	const holding = createHolding(number);
	const heard = createLogEvents(sources, now);
	const isWanted = passes(asked);
	const since = asked.minutes === undefined ? undefined : now() - asked.minutes * 60_000;
	let dropped = 0;
	let room = 0;

	const telling = createLogTelling(view => options.publish({ ...view, lines: ring.lines(), dropped }));
	const { tell, note } = telling;

	const end = createLogEnd();

	const hold = (source: LogSource, line: LogLine) => {
		if (telling.view().isCurrent === false && end.isReachedBy(line)) telling.catchUp();
		end.add(line);
		const held = holding.newer(source, line);
		if (!isWanted(held)) return;
		const gone = ring.push(held);
		if (gone > 0) {
			dropped += gone;
			room = Math.max(0, room - gone);
			// What was let go of has to be read again, from where what is held begins.
			older.restart();
			if (telling.view().isWhole) note({ isWhole: false });
		}
		const isStart = goal.kind === 'head' || (goal.kind === 'from' && (line.at ?? 0) >= goal.at);
		if (isStart && !telling.view().start) note({ start: { seq: held.seq, edge: 'top' } });
		telling.tellSoon();
	};

	const hear = (source: LogSource, event: LogEvent) => {
		const { status, error, mark } = heard(source, event);
		if (mark) ring.push(holding.mark(source, mark.text, mark.at));
		const isOver = status === 'created' || status === 'stopped' || status === 'removed';
		if (isOver && telling.view().isCurrent === false) telling.catchUp();
		tell({ status, error });
	};

	const live = createLogLive({
		...{ connect, sources, known, changed, hold, hear },
		arrived: lines => learnPassing(asked, lines),
		hasRoom: () => follows() || !ring.isFull() || room > 0,
		waits: () => tell({ isCurrent: false }),
	});

	const older = createLogOlder({
		...{ connect, sources, holding, since, telling, signal },
		wantedOf: lines => passingOf(lines, asked),
		edgeFor: id => edgeInHeld(ring.lines(), id),
		take(lines, isInstead) {
			dropped = Math.max(0, dropped - lines.length);
			if (ring.unshift(lines, isInstead) === 0 && !isInstead) return;
			live.end();
			note({ isCurrent: false });
		},
	});

	/** Whether what is read from a moment on ends there too. */
	const endsBy = async (at: number): Promise<boolean> => {
		const engine = await connect();
		const read = async ({ id }: LogSource) => {
			for await (const line of engine.logs(id, { tail: 1, follow: false }, signal)) end.add(line);
		};
		return Promise.all(sources.map(read)).then(
			() => end.isBy(at),
			() => false,
		);
	};

	const open = async () => {
		if (goal.kind === 'tail') {
			await older.read(first);
			const newest = new Map<LogSource, readonly LogLine[]>();
			for (const source of sources) newest.set(source, await older.newestOf(source));
			for (const lines of newest.values()) for (const line of lines) end.add(line);
			return live.follow(source => createReadSoFar(newest.get(source) ?? []));
		}
		// Told only once it is followed: until then it is not read on.
		const isCurrent = await endsBy(goal.kind === 'head' ? 0 : goal.at);
		if (goal.kind === 'head') {
			live.follow(() => createReadSoFar([]));
			return note({ isCurrent });
		}
		const moment = { at: goal.at, nanos: 0 };
		older.restart(() => ({ moment, isKnown: true, near: [] }));
		if (goal.kind === 'before') {
			await older.read(first);
			const last = ring.lines().at(-1);
			const [source] = sources;
			if (last) note({ start: { seq: last.seq, edge: 'bottom' } });
			else if (source) {
				const mark = holding.mark(source, nothingBefore(source.name), goal.at);
				ring.push(mark);
				note({ start: { seq: mark.seq, edge: 'top' } });
			}
		}
		live.follow(() => createReadSoFar([], moment));
		note({ isCurrent });
	};

	const start = async () => {
		while (!signal.aborted) {
			try {
				await open();
				return tell();
			} catch (error) {
				if (signal.aborted) return;
				tell({ status: isRefusal(error) ? 'failed' : 'lost', error });
				await changed(signal);
			}
		}
	};

	note({ status: 'opening', isWhole: goal.kind === 'head', isCurrent: true });
	void start();

	const look = () => {
		live.resume();
		if (telling.view().isCurrent || !(follows() || room > 0 || !ring.isFull())) return;
		const held = ring.lines();
		if (live.isEnded()) live.follow(({ id }) => endInHeld(held, id));
		if (end.isBy(0) || held.slice(-100).some(({ line, isMark }) => !isMark && end.isReachedBy(line))) telling.catchUp();
	};

	return {
		async older(wish) {
			try {
				return await older.read(wish);
			} catch (error) {
				if (!signal.aborted && !isAbort(error)) tell({ error });
				return { read: 0, hit: undefined, isEnd: false };
			}
		},
		halt: older.halt,
		newer() {
			// What is in sight is near the newer end, and must not be let go of.
			if (ring.isFull()) room = Math.min(allowance, ring.count() >> 1);
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
