import { formatCount } from '../../metrics/format.ts';
import type { Reading, Readings } from '../../metrics/snapshot.ts';
import { lastValue } from '../../store/remote.ts';
import { fact } from '../facts.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { readingsOf } from '../readings.ts';
import { formatLatency } from './latency.ts';
import { keyOf, type ModelRow } from './rows.ts';

// Reasons of the exporter, as a person says them.
const words: Readonly<Record<string, string>> = {
	busy: 'queue full',
	upstream_unreachable: 'Ollama unreachable',
	stream_error: 'broke off',
	client_abort: 'client left',
	http_4xx: 'wrong request',
	http_5xx: 'server error',
};

/** How many requests failed in the last hour, by reason, the most first; nothing where nobody tells. */
export const errorFacts = (model: Model): readonly string[] => {
	const readings = readingsOf(lastValue(model.snapshot), 'llm.errors');
	if (readings.length === 0) return [];
	const counted = readings
		.map(({ labels, value }) => ({ reason: labels.reason ?? '?', count: Math.round(value) }))
		.filter(({ count }) => count > 0)
		.toSorted((a, b) => b.count - a.count);
	if (counted.length === 0) return [fact('errors in 1h', 'none')];
	// A client that goes away is nobody's failure.
	const isBad = counted.some(({ reason }) => reason !== 'client_abort' && reason !== 'http_4xx');
	const text = counted.map(({ reason, count }) => `${words[reason] ?? reason} ${formatCount(count)}`).join(', ');
	return [`${paint('errors in 1h', 'dim')} ${isBad ? paint(text, 'yellow') : text}`];
};

/** How long the selected model takes to load, and how often it was loaded in the last hour. */
export const loadFacts = (details: Readings | undefined, row: ModelRow | undefined): readonly string[] => {
	if (!details || !row) return [];
	const isOf = (reading: Reading) => keyOf(reading) === row.key;
	const loads = details['llm.model_loads']?.find(isOf)?.value;
	const quantile = (q: string) =>
		details['llm.load_seconds']?.find(each => isOf(each) && each.labels.quantile === q)?.value;
	const [p50, p95] = [quantile('0.5'), quantile('0.95')];
	// Where they do not fit they are left out together: a percentile alone says not of what.
	const waits = [
		...(p50 === undefined ? [] : [fact('load and queue p50', formatLatency(p50))]),
		...(p95 === undefined ? [] : [fact(p50 === undefined ? 'load and queue p95' : 'p95', formatLatency(p95))]),
	];
	return [
		...(loads === undefined ? [] : [fact(`loads of ${row.name} in 1h`, formatCount(Math.round(loads)))]),
		...(waits.length === 0 ? [] : [waits.join('  ')]),
	];
};
