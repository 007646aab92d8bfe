const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** Undefined where there is no value. */
export const median = (values: readonly number[]): number | undefined => {
	const ordered = sorted(values);
	const middle = ordered.length >> 1;
	const [low, high] = [ordered[middle - 1], ordered[middle]];
	return ordered.length % 2 === 1 || low === undefined || high === undefined ? high : (low + high) / 2;
};

/** The smallest value that at least 95 % of all values do not exceed. */
export const percentile95 = (values: readonly number[]): number | undefined =>
	sorted(values)[Math.max(0, Math.ceil(values.length * 0.95) - 1)];
