/** A series and its values, in promtool's notation. */
export type Input = readonly [series: string, values: string];

/** What is measured, and which alert has to fire at that time, or must not. */
export type AlertCase = {
	readonly about: string;
	readonly alert: string;
	readonly given: readonly Input[];
	/** The time between two values; a minute. */
	readonly step?: string;
	readonly at: string;
	/** Labels of what fires besides the alert's name and severity, and the annotations that tell its value. */
	readonly fires: readonly {
		readonly labels: Readonly<Record<string, string>>;
		readonly summary: string;
		readonly value?: string;
	}[];
};

/** Labels as they stand between the braces of a series. */
export const text = (labels: Readonly<Record<string, string>>): string =>
	Object.entries(labels)
		.map(([name, value]) => `${name}="${value}"`)
		.join(',');
