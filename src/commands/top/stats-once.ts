import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerStats, Engine } from '../../engine/container.ts';
import { EngineError } from '../../engine/engine-error.ts';

const concurrency = 4;
// CPU needs two samples; over a shorter time the scheduler's ticks would show.
const apart = 1000;

// A container that is gone fails alone; an engine that does not answer would let every other one wait as well.
const concernsAll = (error: unknown): boolean => !(error instanceof EngineError && error.kind === 'answered');

const sampleAll = async (engine: Engine, ids: readonly string[], signal: AbortSignal) => {
	const found = new Map<string, ContainerStats>();
	const failures: unknown[] = [];
	const waiting = ids.values();
	const work = async () => {
		for (const id of waiting) {
			try {
				found.set(id, await engine.stats(id, signal));
			} catch (error) {
				failures.push(error);
				if (concernsAll(error)) return;
			}
		}
	};
	await Promise.all(Array.from({ length: concurrency }, work));
	return { found, failures };
};

/**
 * What these running containers use, from two samples a second apart, four containers at a time.
 * A container that ends meanwhile is left out; rejects only when none of them could be read.
 */
export const readStatsOnce = async (
	engine: Engine,
	ids: readonly string[],
	signal: AbortSignal,
): Promise<ReadonlyMap<string, ContainerStats>> => {
	if (ids.length === 0) return new Map();
	const start = performance.now();
	const first = await sampleAll(engine, ids, signal);
	if (first.found.size === 0) throw first.failures[0];
	await delay(Math.max(0, start + apart - performance.now()), undefined, { signal });
	const second = await sampleAll(engine, [...first.found.keys()], signal);
	return second.found;
};
