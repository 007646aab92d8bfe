/** One series of a made history; its value at a time in milliseconds since the epoch, or none. */
export type MadeSeries = {
	readonly name: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly value: (at: number) => number | undefined;
};

/** A stretch of time, in milliseconds since the epoch; both ends are in it. */
export type MadeSpan = { readonly start: number; readonly end: number };

/** The series in the OpenMetrics text that promtool makes blocks of, with a sample every `step` milliseconds. */
export function openMetrics(series: readonly MadeSeries[], { start, end }: MadeSpan, step: number): string {
	const lines: string[] = [];
	for (const { name, labels, value } of series) {
		const head = `${name}{${Object.entries(labels)
			.map(([label, text]) => `${label}=${JSON.stringify(text)}`)
			.join(',')}}`;
		for (let at = Math.ceil(start / step) * step; at <= end; at += step) {
			const sample = value(at);
			if (sample !== undefined) lines.push(`${head} ${sample} ${at / 1000}`);
		}
	}
	return [...lines, '# EOF', ''].join('\n');
}
