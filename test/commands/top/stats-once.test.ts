import { expect, test } from 'vitest';
import { readStatsOnce } from '../../../src/commands/top/stats-once.ts';
import type { ContainerStats, Engine } from '../../../src/engine/container.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';

const { signal } = new AbortController();

const statsAt = (sample: number): ContainerStats => ({
	cpuCores: sample === 1 ? undefined : 0.5,
	memoryBytes: 1,
	memoryLimitBytes: undefined,
	receiveBytesPerSecond: undefined,
	transmitBytesPerSecond: undefined,
	readBytesPerSecond: undefined,
	writtenBytesPerSecond: undefined,
	at: performance.now(),
});

/** An engine of which only `stats` is used; it notes when it was asked and by how many at once. */
const engineThat = (answer: (id: string, sample: number) => ContainerStats) => {
	const asked = new Map<string, number[]>();
	let atOnce = 0;
	let most = 0;
	const stats: Engine['stats'] = async id => {
		asked.set(id, [...(asked.get(id) ?? []), performance.now()]);
		most = Math.max(most, ++atOnce);
		await new Promise(setImmediate);
		atOnce -= 1;
		return answer(id, asked.get(id)?.length ?? 0);
	};
	return { engine: { stats } as Engine, asked, most: () => most };
};

test('samples each container twice, a second apart, four at a time', async () => {
	const { engine, asked, most } = engineThat((_, sample) => statsAt(sample));
	const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
	const found = await readStatsOnce(engine, ids, signal);
	expect([...found.keys()].sort()).toEqual(ids.toSorted());
	expect([...found.values()].every(({ cpuCores }) => cpuCores === 0.5)).toBe(true);
	expect(most()).toBe(4);
	const starts = [...asked.values()];
	expect(starts.every(times => times.length === 2)).toBe(true);
	expect(starts[0]![1]! - starts[0]![0]!).toBeGreaterThanOrEqual(990);
});

test('leaves out a container that ended, also between the samples', async () => {
	const gone = () => new EngineError('No such container', { kind: 'answered', status: 404 });
	const { engine } = engineThat((id, sample) => {
		if (id === 'gone' || (id === 'ends' && sample === 2)) throw gone();
		return statsAt(sample);
	});
	expect([...(await readStatsOnce(engine, ['gone', 'ends', 'stays'], signal)).keys()]).toEqual(['stays']);
});

test('asks an engine that does not answer no further', async () => {
	const { engine, asked } = engineThat(() => {
		throw new EngineError('No answer in 3 s', { kind: 'timeout' });
	});
	const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
	await expect(readStatsOnce(engine, ids, signal)).rejects.toThrow('No answer in 3 s');
	expect(asked.size).toBe(4);
});

test('asks nothing for no containers', async () => {
	const { engine, asked } = engineThat(() => statsAt(1));
	expect((await readStatsOnce(engine, [], signal)).size).toBe(0);
	expect(asked.size).toBe(0);
});
