import { type Clean, clean } from '../text/clean.ts';

/** A model in memory, as Ollama tells of it. Bytes; times in milliseconds since the epoch. Absent is not told. */
export type LoadedModel = {
	readonly name: Clean;
	readonly size: number;
	/** What of it lies in the memory of GPUs. */
	readonly vram: number | undefined;
	readonly context: number | undefined;
	readonly expiresAt: number | undefined;
};

type Facts = Readonly<Record<string, unknown>>;

const numberIn = (facts: Facts, key: string): number | undefined => {
	const value = facts[key];
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
};

const timeIn = (facts: Facts, key: string): number | undefined => {
	const value = facts[key];
	const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return Number.isNaN(time) ? undefined : time;
};

const toModel = (facts: Facts): LoadedModel | undefined => {
	const name = facts.name ?? facts.model;
	const size = numberIn(facts, 'size');
	if (typeof name !== 'string' || name === '' || size === undefined) return undefined;
	return {
		name: clean(name, 256),
		size,
		vram: numberIn(facts, 'size_vram'),
		context: numberIn(facts, 'context_length'),
		expiresAt: timeIn(facts, 'expires_at'),
	};
};

/** The answer of `/api/ps`; undefined where it is none. */
export const parseLoaded = (text: string): readonly LoadedModel[] | undefined => {
	try {
		const { models } = Object(JSON.parse(text)) as Facts;
		return Array.isArray(models) ? models.flatMap(each => toModel(Object(each)) ?? []) : undefined;
	} catch {
		return undefined;
	}
};
