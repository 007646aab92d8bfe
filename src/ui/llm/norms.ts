import type { PathId } from '../../metrics/catalogue/llm-path.ts';
import type { History } from '../../metrics/history.ts';

/** What each part of a request's way usually takes: the median of the last day. Absent where the day has too few points. */
export type Norms = Readonly<Partial<Record<PathId, number>>>;

/** Quarters of an hour with a value that make a norm. */
export const fewestPoints = 6;

const median = (values: readonly number[]): number => {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** The norms that a day's past makes; of several servers all points count. */
export const normsOf = ({ series }: History): Norms =>
	Object.fromEntries(
		Object.entries(series).flatMap(([id, list]) => {
			const values = (list ?? []).flatMap(each => each.values.filter(value => value !== undefined));
			const finite = values.filter(Number.isFinite);
			return finite.length < fewestPoints ? [] : [[id, median(finite)]];
		}),
	);
