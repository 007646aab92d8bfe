import { formatValue } from '../../metrics/format.ts';
import type { Unit } from '../../metrics/metric.ts';

export type Scale = {
	/** What the highest row stands for; the lowest is 0. */
	readonly top: number;
	/** The values that are named on the axis, from the lowest up. */
	readonly ticks: readonly number[];
};

const decimal = [1, 2, 2.5, 5, 10] as const;
const binary = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] as const;

/** The next round number: of bytes a power of two, of whole things never a part of one. */
const roundUp = (value: number, unit: Unit): number => {
	const base = unit === 'bytes' ? 1024 : 10;
	const size = base ** Math.floor(Math.log(value) / Math.log(base));
	const steps: readonly number[] = unit === 'bytes' ? binary : decimal;
	// Logarithms are not exact: a tick just above a round number is that number.
	return (steps.find(step => step * size >= value * (1 - 1e-9)) ?? base) * size;
};

/**
 * An axis from 0 in round steps, a label in every third row at most. A fixed top stays as it is, e.g. all the memory
 * there is; any other is the round number at or above `most`.
 */
export const scaleOf = (most: number, unit: Unit, rows: number, isFixed: boolean): Scale => {
	const wanted = most > 0 && Number.isFinite(most) ? most : 1;
	const labels = Math.max(1, Math.min(5, Math.floor((rows - 1) / 2)));
	// There is no part of a byte.
	const least = unit === 'bytes' || unit === 'bytes_per_second' ? 1 : 0;
	const step = Math.max(least, roundUp(wanted / labels, unit));
	const top = isFixed ? wanted : Math.ceil(wanted / step - 1e-9) * step;
	const count = Math.floor(top / step + 1e-9);
	const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
	// The top is named, and what would stand in its row or the next is not.
	const apart = (top * 1.5) / Math.max(1, rows - 1);
	return { top, ticks: [...ticks.filter(tick => tick === 0 || top - tick >= apart), top] };
};

/** A value on the axis: as everywhere, without zeros that say nothing. */
export const tickText = (value: number, unit: Unit): string =>
	formatValue(value, unit).replace(/(\.\d*?)0+(?=\D|$)/, (_, part: string) => (part === '.' ? '' : part));

const widths: Readonly<Partial<Record<Unit, number>>> = { ratio: 6, bytes: 8, bytes_per_second: 9, cores: 10 };

/** The cells that values of a unit need, so that columns do not move with them. */
export const valueWidth = (unit: Unit): number => widths[unit] ?? 7;
