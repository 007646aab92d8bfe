// Prometheus, Thanos and Mimir; VictoriaMetrics.
const limits = [
	/exceeded maximum resolution/,
	/too many (samples|points)/,
	/query timed out/,
	/query (length|time range) exceeds/,
	/max (query )?(length|series|samples|chunks)/i,
	/-search\.max/,
];

/** Whether the words in which a server refused a query are about its size or the time it took. */
export const tooMuchAsked = (reason: string): boolean => limits.some(limit => limit.test(reason));
