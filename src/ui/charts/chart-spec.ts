import type { Unit } from '../../metrics/metric.ts';
import type { Style } from '../paint.ts';
import type { Values } from './line.ts';

/** One line of a chart. Colour is not all that tells it: its letter stands in the line and before its name. */
export type ChartLine = {
	readonly name: string;
	readonly letter: string;
	readonly style: Style;
	readonly values: Values;
	/** What it is this moment; absent is the last of the values. */
	readonly now?: { readonly value: number | undefined };
	/** The highest of all that was measured, where the values are means of longer steps and it is known. */
	readonly peak?: number | undefined;
};

/** A value that is worth a warning or an alarm. */
export type Threshold = { readonly name: string; readonly value: number };

/** Lines of one unit over one axis; the first is the most important one. */
export type ChartSpec = {
	readonly title: string;
	readonly unit: Unit;
	readonly lines: readonly ChartLine[];
	/** Where the axis ends; absent is at the highest value. */
	readonly max?: number | undefined;
	readonly thresholds?: readonly Threshold[];
	/** How much of the height it gets, against the others; absent is 1. */
	readonly weight?: number;
};

/** The metric's own thresholds, in the unit of `whole` times the metric's. */
export const thresholdsOf = (
	{ warn, alarm }: { readonly warn?: number; readonly alarm?: number },
	whole = 1,
): readonly Threshold[] => [
	...(warn === undefined ? [] : [{ name: 'warn', value: warn * whole }]),
	...(alarm === undefined ? [] : [{ name: 'alarm', value: alarm * whole }]),
];
