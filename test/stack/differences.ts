/** A number as the screen shows it beside what another tool says; both in the same unit. */
export type Comparison = {
	readonly what: string;
	readonly shown: number;
	readonly real: number;
	/** What two right readings of a moving number may differ by; 5 % of the real one may be more. */
	readonly slack?: number;
};

/** What does not agree within 5 % or the slack, one sentence each. What is no number never agrees. */
export function differences(comparisons: readonly Comparison[]): readonly string[] {
	return comparisons
		.filter(({ shown, real, slack = 0 }) => !(Math.abs(shown - real) <= Math.max(Math.abs(real) * 0.05, slack)))
		.map(({ what, shown, real }) => `${what}: ${shown} shown, ${real} in fact`);
}
