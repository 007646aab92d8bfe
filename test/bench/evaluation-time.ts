import type { Asked } from '../sources/fake-prometheus.ts';

type Timed = { readonly data?: { readonly stats?: { readonly timings?: { readonly evalTotalTime?: number } } } };

/** Milliseconds that a Prometheus itself says it took to evaluate one query; what is looked up in the index only takes none. */
const timeOf = async (url: string, { path, form }: Asked): Promise<number> => {
	if (!/\/query(_range)?$/.test(path)) return 0;
	const body = new URLSearchParams(form);
	body.set('stats', 'all');
	const answer = await fetch(url + path, { method: 'POST', body, signal: AbortSignal.timeout(30_000) });
	const { data } = (await answer.json()) as Timed;
	return (data?.stats?.timings?.evalTotalTime ?? Number.NaN) * 1000;
};

/** The same of several queries one after the other, as they were asked before. */
export const evaluationTime = async (url: string, asked: readonly Asked[]): Promise<number> => {
	let sum = 0;
	for (const query of asked) sum += await timeOf(url, query);
	return sum;
};
