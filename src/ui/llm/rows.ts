import { type MetricId, metricOf } from '../../metrics/catalogue/catalogue.ts';
import type { Reading, Readings } from '../../metrics/snapshot.ts';

/** Percentiles of a time in seconds, and of how many samples; those of too few are absent. */
export type Percentiles = {
	readonly p50: number | undefined;
	readonly p95: number | undefined;
	readonly p99: number | undefined;
	readonly samples: number | undefined;
};

/** One model of one server. What nobody tells is absent. */
export type ModelRow = {
	/** Tells it from every other; a server that does not name its model has one. */
	readonly key: string;
	readonly name: string;
	readonly instance: string | undefined;
	readonly isLoaded: boolean;
	/** Whether its server is known to be an Ollama: others have loaded what they answer with, and keep it. */
	readonly isOllama: boolean;
	readonly size: number | undefined;
	readonly vram: number | undefined;
	readonly context: number | undefined;
	/** Seconds since the epoch. */
	readonly expires: number | undefined;
	readonly inFlight: number | undefined;
	readonly waiting: number | undefined;
	/** Tokens a second now; while answers are streamed, as they come. */
	readonly tokens: number | undefined;
	readonly decode: number | undefined;
	readonly firstToken: Percentiles;
	readonly request: Percentiles;
};

// A server that is in none of these has nothing to do with the model.
const telling = [
	'llm.model.size_bytes',
	'llm.model.vram_bytes',
	'llm.requests_in_flight',
	'llm.request_duration.samples',
	'llm.time_to_first_token.samples',
] as const satisfies readonly MetricId[];

/** The key of the row that a reading is of. */
export const keyOf = ({ labels }: Pick<Reading, 'labels'>): string => `${labels.instance ?? ''}\n${labels.model ?? ''}`;

const isTelling = (id: MetricId, { value }: Reading): boolean => metricOf(id).unit === 'bytes' || value >= 0.5;

// Only an Ollama tells what it has in memory, or that nothing is there or that it does not answer.
const isOllama = (readings: Readings, instance: string | undefined): boolean => {
	const tells = (id: MetricId, isSaid: (value: number) => boolean) =>
		(readings[id] ?? []).some(({ labels, value }) => labels.instance === instance && isSaid(value));
	return (
		tells('llm.model.size_bytes', () => true) ||
		tells('llm.model.vram_bytes', () => true) ||
		tells('llm.models_loaded', value => value === 0) ||
		tells('llm.up', value => value === 0)
	);
};

/** Every model that is loaded, at work, or was asked in the last hour; the busiest first, and then the largest. */
export const modelRows = (readings: Readings): readonly ModelRow[] => {
	const first = new Map<string, Reading>();
	for (const id of telling) {
		for (const reading of readings[id] ?? []) {
			if (isTelling(id, reading) && !first.has(keyOf(reading))) first.set(keyOf(reading), reading);
		}
	}
	const rows = [...first].map(([key, { labels }]) => {
		const value = (id: MetricId, quantile?: string) =>
			readings[id]?.find(each => keyOf(each) === key && each.labels.quantile === quantile)?.value;
		const percentiles = (id: 'llm.time_to_first_token' | 'llm.request_duration'): Percentiles => ({
			p50: value(`${id}_seconds`, '0.5'),
			p95: value(`${id}_seconds`, '0.95'),
			p99: value(`${id}_seconds`, '0.99'),
			samples: value(`${id}.samples`),
		});
		const inFlight = value('llm.requests_in_flight');
		const chunks = value('llm.stream_chunks_per_second');
		const tokens = value('llm.generated_tokens_per_second');
		const size = value('llm.model.size_bytes');
		const vram = value('llm.model.vram_bytes');
		const ofOllama = isOllama(readings, labels.instance);
		return {
			key,
			name: labels.model ?? labels.instance ?? '?',
			instance: labels.instance,
			isLoaded: size !== undefined || vram !== undefined || !ofOllama,
			isOllama: ofOllama,
			size,
			vram,
			context: value('llm.model.context_length'),
			expires: value('llm.model.expires_timestamp_seconds'),
			inFlight,
			waiting: value('llm.requests_waiting'),
			tokens: (inFlight ?? 0) > 0 ? (chunks ?? tokens) : (tokens ?? chunks),
			decode: value('llm.decode_tokens_per_second'),
			firstToken: percentiles('llm.time_to_first_token'),
			request: percentiles('llm.request_duration'),
		};
	});
	const order = (row: ModelRow) => [Number(row.isLoaded), row.inFlight ?? 0, row.size ?? 0] as const;
	return rows.toSorted((a, b) => {
		const [x, y] = [order(a), order(b)];
		return y[0] - x[0] || y[1] - x[1] || y[2] - x[2] || (a.name < b.name ? -1 : 1);
	});
};
