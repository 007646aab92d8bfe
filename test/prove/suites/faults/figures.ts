/** The middle, the worst of a hundred, and the worst, of durations in milliseconds. */
export const figureOf = (what: string, durations: readonly number[]): string => {
	const sorted = durations.toSorted((one, other) => one - other);
	const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
	return `${what} ${at(0.5)} ms in the median, ${at(0.99)} ms at the 99th percentile, ${at(1)} ms at most`;
};
