import type { Findings } from './findings.ts';

const tolerated = 5;

/** Seconds that the source's clock is ahead of this machine's, where that is worth telling: more than five either way. */
export const skewOf = ({ source: { skew } }: Findings): number | undefined =>
	skew !== undefined && Math.abs(skew) > tolerated * 1000 ? Math.round(skew / 1000) : undefined;
