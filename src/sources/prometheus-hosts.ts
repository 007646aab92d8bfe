import { metricOf } from '../metrics/catalogue/catalogue.ts';
import type { Host } from '../metrics/snapshot.ts';
import { type Clean, literal } from '../text/clean.ts';
import { objects } from './loose.ts';
import { answerOf, parseLabels, type Sample } from './prometheus-answer.ts';
import type { PrometheusApi } from './prometheus-api.ts';

const none = literal('');

const isCalled = (host: string, { instance, name }: Host): boolean => instance === host || name === host;

/**
 * The hosts that are known, and where the one that is wanted is not among them nor in an answer, those of all the answer's
 * time: names are read at its ends, where a machine that is gone by now may not have been yet. Looked up, not read.
 */
export const hostsDuring = async (
	api: PrometheusApi,
	{ start, end }: { readonly start: number; readonly end: number },
	{ wanted, known, samples }: { wanted: string | undefined; known: readonly Host[]; samples: readonly Sample[] },
	signal: AbortSignal,
): Promise<readonly Host[]> => {
	if (wanted === undefined || known.some(host => isCalled(wanted, host))) return known;
	if (samples.some(({ labels }) => labels.nodename === wanted || labels.instance === wanted)) return known;
	const body = await api.series(metricOf('host.info').series, start, end, signal);
	const cleaned = new Map<string, Clean>();
	const found = objects(answerOf(body, api.place))
		.map(each => parseLabels(each, cleaned))
		.filter(labels => labels !== undefined);
	return [...known, ...found.map(({ instance = none, nodename }) => ({ instance, name: nodename }))];
};
