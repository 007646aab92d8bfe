import type { Findings } from './findings.ts';

const tolerated = 5;

/** Seconds that a clock is ahead by so many milliseconds, where that is worth telling: more than five either way. */
export const tellable = (skew: number | undefined): number | undefined =>
	skew !== undefined && Math.abs(skew) > tolerated * 1000 ? Math.round(skew / 1000) : undefined;

/** The same of the source's clock, against this machine's. */
export const skewOf = ({ source: { skew } }: Findings): number | undefined => tellable(skew);
