import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { type PathId, pathIds } from '../../metrics/catalogue/llm-path.ts';
import { formatCount } from '../../metrics/format.ts';
import type { Readings } from '../../metrics/snapshot.ts';
import { formatLatency } from './latency.ts';
import type { Norms } from './norms.ts';

/** One part of a request's way: what it takes now, and how many times that is worse than its norm. */
export type Stage = {
	readonly id: PathId;
	readonly title: string;
	readonly now: number | undefined;
	readonly norm: number | undefined;
	/** 2 is twice as slow as usual; absent where one of the two is. */
	readonly factor: number | undefined;
};

/** From here on a part is slow, and then very slow. */
export const slowFactors = { warn: 2, alarm: 4 } as const;

// Below this nobody waits for it, whatever its norm.
const noticed: Readonly<Partial<Record<PathId, number>>> = {
	'llm.path.webui_seconds': 0.1,
	'llm.path.load_seconds': 0.5,
	'llm.path.first_token_seconds': 0.5,
	'llm.path.statement_seconds': 0.02,
};

const factorOf = (id: PathId, now: number | undefined, norm: number | undefined): number | undefined => {
	if (now === undefined || norm === undefined || !(now > 0) || !(norm > 0)) return undefined;
	return metricOf(id).unit === 'per_second' ? norm / now : now / norm;
};

/** The parts of the way in the order in which a request comes to them; of several servers the slowest counts. */
export const stagesOf = (details: Readings, norms: Norms): readonly Stage[] =>
	pathIds.map(id => {
		const values = (details[id] ?? []).map(({ value }) => value).filter(Number.isFinite);
		const isRate = metricOf(id).unit === 'per_second';
		const now = values.length === 0 ? undefined : isRate ? Math.min(...values) : Math.max(...values);
		const norm = norms[id];
		return { id, title: metricOf(id).title, now, norm, factor: factorOf(id, now, norm) };
	});

/** What is slow: the part that is furthest above its norm, if it is noticed at all. */
export const slowestOf = (stages: readonly Stage[]): Stage | undefined =>
	stages
		.filter(({ id, now = 0, factor = 0 }) => factor >= slowFactors.warn && now >= (noticed[id] ?? 0))
		.toSorted((a, b) => b.factor! - a.factor!)[0];

// One line has room for them all only where a part of a token is not told of many.
const speed = (value: number | undefined): string =>
	formatCount(value === undefined || value < 9.95 ? value : Math.round(value));

/** A stage's value as the screen writes it. */
export const stageValue = ({ id }: Stage, value: number | undefined): string =>
	metricOf(id).unit === 'per_second' ? `${speed(value)} tok/s` : formatLatency(value);
