import type { LogLine } from '../../engine/container.ts';
import { slack } from './moments.ts';
import type { OlderReader } from './older.ts';

/** A line, and which of the logs it is of. */
export type SourceLine<Source> = { readonly source: Source; readonly line: LogLine };

/** Several logs read backwards as one, in the order of time. */
export type Backward<Source> = {
	/** The next older lines, newest first: at most so many, none at the beginning of all. */
	take(count: number, signal: AbortSignal): Promise<readonly SourceLine<Source>[]>;
	/**
	 * The newest lines of a log as they were when it was first read, oldest first; also those not handed out. They reach
	 * back far enough that none is missing of those that come again where the log is read on, up to some thousands.
	 */
	newestOf(source: Source, signal: AbortSignal): Promise<readonly LogLine[]>;
	/** Whether every log has come to its beginning. */
	isAtBeginning(): boolean;
};

type Reading<Source> = {
	readonly source: Source;
	readonly reader: OlderReader;
	/** Read and not yet handed out, oldest first. */
	waiting: LogLine[];
	/** Its end, until that is longer than the time over which lines may be out of order. */
	newest: readonly LogLine[];
	isCovered: boolean;
	isBeginning: boolean;
	failure: unknown;
	/** How many lines it is asked for next: the further back, the more at once. */
	size: number;
	/** When the last line that was handed out was written: what stands before it cannot be later. */
	last: number;
};

const timeOf = ({ waiting, last }: Reading<unknown>): number => Math.min(last, waiting.at(-1)?.at ?? last);

/** Whether lines, oldest first, begin before those among which the last ones may have to be sorted in. */
const reachesBack = (lines: readonly LogLine[]): boolean => {
	const oldest = lines[0]?.at;
	const newest = lines.reduce((latest, { at }) => Math.max(latest, at ?? 0), 0);
	return lines.length > 0 && (oldest === undefined || oldest < newest - slack);
};

const nothing = { lines: [], isBeginning: true };
const smallest = 200;
// More than that at one moment are told by their order.
const longestEnd = 4000;
const largest = 16_000;

export const createBackward = <Source>(
	logs: readonly { readonly source: Source; readonly reader: OlderReader }[],
): Backward<Source> => {
	const readings: Reading<Source>[] = logs.map(log => ({
		...log,
		waiting: [],
		newest: [],
		isCovered: false,
		isBeginning: false,
		failure: undefined,
		size: smallest,
		last: Number.POSITIVE_INFINITY,
	}));

	const readMore = async (reading: Reading<Source>, signal: AbortSignal) => {
		const page = await reading.reader.read(reading.size, signal).catch((error: unknown) => {
			signal.throwIfAborted();
			reading.failure = error;
			return nothing;
		});
		reading.size = Math.min(largest, reading.size * 2);
		reading.waiting = [...page.lines, ...reading.waiting];
		reading.isBeginning = page.isBeginning;
		if (reading.isCovered) return;
		reading.newest = [...page.lines, ...reading.newest];
		reading.isCovered = page.isBeginning || reachesBack(reading.newest) || reading.newest.length > longestEnd;
	};

	const fill = async (reading: Reading<Source>, signal: AbortSignal) => {
		if (reading.waiting.length === 0 && !reading.isBeginning) await readMore(reading, signal);
	};

	return {
		async take(count, signal) {
			const taken: SourceLine<Source>[] = [];
			while (taken.length < count) {
				await Promise.all(readings.map(reading => fill(reading, signal)));
				// One log that cannot be read does not take the others with it.
				if (readings.length > 0 && readings.every(({ failure }) => failure !== undefined)) throw readings[0]?.failure;
				const open = readings.filter(({ waiting }) => waiting.length > 0);
				if (open.length === 0) {
					if (readings.every(({ isBeginning }) => isBeginning)) break;
					continue;
				}
				// Until one of them has to be asked for more.
				while (taken.length < count && open.every(({ waiting }) => waiting.length > 0)) {
					const next = open.reduce((a, b) => (timeOf(b) > timeOf(a) ? b : a));
					next.last = timeOf(next);
					taken.push({ source: next.source, line: next.waiting.pop()! });
				}
			}
			return taken;
		},
		async newestOf(source, signal) {
			const reading = readings.find(each => each.source === source);
			if (!reading) return [];
			while (!reading.isCovered) await readMore(reading, signal);
			return reading.newest;
		},
		isAtBeginning: () => readings.every(({ waiting, isBeginning }) => isBeginning && waiting.length === 0),
	};
};
