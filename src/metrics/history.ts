import type { MetricId } from './catalogue/catalogue.ts';
import type { Labels, Via } from './snapshot.ts';

/** One series over a window: `values[i]` was measured at `start + i * step`; undefined is a gap. */
export type Series = { readonly labels: Labels; readonly values: readonly (number | undefined)[] };

/** Some series of a metric: those in which a label has one of these values. */
export type SeriesPick = Readonly<
	Partial<Record<MetricId, { readonly label: string; readonly values: readonly string[] }>>
>;

export type SeriesById = Readonly<Partial<Record<MetricId, readonly Series[]>>>;

/** Series over one window; `start` and `step` in milliseconds (since the epoch, by the source's clock). */
export type History = {
	readonly start: number;
	readonly step: number;
	/** From recorded series, from the exporters' own, which takes longer, or from this machine itself. */
	readonly via: Via;
	readonly series: SeriesById;
	/** Of what is recorded, those that come from the exporters' own all the same: their rules are younger than the window. */
	readonly raw?: readonly MetricId[];
	/** The highest value of each step, where they were asked for and are known: `series` has the means then. */
	readonly peaks?: SeriesById;
};

/** A window to ask for: its end, its length and the distance of its points, all in milliseconds. */
export type Window = { readonly end: number; readonly span: number; readonly step: number };
