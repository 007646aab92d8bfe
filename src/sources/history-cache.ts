import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { History, Series, SeriesById } from '../metrics/history.ts';
import { type Grid, gridFrom } from './grid.ts';
import { createLru } from './lru.ts';
import { settled } from './remembering-api.ts';

/** Asks for the past on a grid; an earlier part of it says how that was read. */
type Ask = (grid: Grid, before: History | undefined) => Promise<History>;

/** Keeps what is known of the past, and asks only for what has come since. */
export type HistoryCache = {
	/** `key` names everything about the question but its times. */
	get(key: string, grid: Grid, ask: Ask): Promise<History>;
	clear(): void;
};

/** Bytes that all of it may take. */
const room = 4 * 1024 * 1024;

type Known = { readonly history: History; readonly grid: Grid /** By the server's clock. */; readonly askedAt: number };

const keyOf = ({ labels }: Series): string => JSON.stringify(Object.entries(labels).toSorted());

/** The values that `count` points of a grid have from `skip` on; points that are not there are gaps. */
const cut = (values: readonly (number | undefined)[], skip: number, count: number): (number | undefined)[] =>
	Array.from({ length: count }, (_, index) => values[skip + index]);

type Parts = { readonly skip: number; readonly kept: number; readonly added: number };

const joined = (
	before: readonly Series[],
	after: readonly Series[],
	{ skip, kept, added }: Parts,
): readonly Series[] => {
	const later = new Map(after.map(series => [keyOf(series), series]));
	const known = new Set(before.map(keyOf));
	return [
		...before.map(series => ({
			labels: series.labels,
			values: [...cut(series.values, skip, kept), ...cut(later.get(keyOf(series))?.values ?? [], 0, added)],
		})),
		...after
			.filter(series => !known.has(keyOf(series)))
			.map(series => ({ labels: series.labels, values: [...cut([], 0, kept), ...cut(series.values, 0, added)] })),
	].filter(({ values }) => values.some(value => value !== undefined));
};

const joinedById = (before: SeriesById, after: SeriesById, parts: Parts): SeriesById => {
	const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])] as MetricId[];
	const series = ids.map(id => [id, joined(before[id] ?? [], after[id] ?? [], parts)] as const);
	return Object.fromEntries(series.filter(([, list]) => list.length > 0));
};

const extended = (known: Known, grid: Grid, kept: number, tail: History | undefined): History => {
	const skip = (grid.start - known.grid.start) / grid.step;
	const parts = { skip, kept, added: grid.length - kept };
	const { via, raw, series, peaks } = known.history;
	return {
		start: grid.start,
		step: grid.step,
		via,
		...(raw && { raw }),
		series: joinedById(series, tail?.series ?? {}, parts),
		...((peaks ?? tail?.peaks) && { peaks: joinedById(peaks ?? {}, tail?.peaks ?? {}, parts) }),
	};
};

const sizeOf = ({ series, peaks = {} }: History, { length }: Grid): number =>
	[...Object.values(series), ...Object.values(peaks)].reduce((sum, list) => sum + list.length * (8 * length + 400), 0);

/** `now` is the server's time in milliseconds since the epoch. */
export const createHistoryCache = (now: () => number): HistoryCache => {
	const answers = createLru<Known>(room);

	/** How many of the grid's points are known for good. */
	const knownOf = (known: Known | undefined, grid: Grid): number => {
		if (!known || known.grid.step !== grid.step || known.grid.start > grid.start) return 0;
		const good = Math.min(known.grid.end, known.askedAt - settled);
		return Math.max(0, Math.min(grid.length, Math.floor((good - grid.start) / grid.step) + 1));
	};

	return {
		async get(key, grid, ask) {
			const known = answers.get(key);
			const kept = knownOf(known, grid);
			const askedAt = now();
			const keep = (history: History): History => {
				answers.set(key, { history, grid, askedAt }, sizeOf(history, grid));
				return history;
			};
			if (!known || kept === 0) return keep(await ask(grid, undefined));
			if (kept === grid.length) return extended(known, grid, kept, undefined);
			const tail = await ask(gridFrom(grid, kept), known.history);
			return keep(tail.via === known.history.via ? extended(known, grid, kept, tail) : await ask(grid, undefined));
		},
		clear: answers.clear,
	};
};
