import type { Container, Engine } from '../../src/engine/container.ts';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Figures } from './figures.ts';
import { median, percentile95 } from './statistics.ts';

const lists = 50;
const { signal } = new AbortController();

/** Gives the engine at an address such as `unix:///run/docker.sock` to some work, and closes it after. */
export const withEngine = async <T>(host: string, work: (engine: Engine) => Promise<T>): Promise<T> => {
	const engine = createEngine(await resolveEndpoint({ host, env: {}, home: '/' }), { isReadOnly: true });
	try {
		return await work(engine);
	} finally {
		engine.close();
	}
};

const timesOf = async (count: number, work: (index: number) => Promise<unknown>): Promise<number[]> => {
	const times: number[] = [];
	for (let index = 0; index < count; index++) {
		const at = performance.now();
		await work(index);
		times.push(performance.now() - at);
	}
	return times;
};

/** All containers of an engine. */
export const containersOf = (engine: Engine): Promise<readonly Container[]> => engine.list(signal);

/** What a list and the statistics of one container take once connected and inspected; milliseconds. */
export const measureEngine = async (engine: Engine): Promise<Figures> => {
	const running = (await containersOf(engine)).filter(({ state }) => state === 'running');
	const list = await timesOf(lists, () => containersOf(engine));
	const stats =
		running.length === 0
			? []
			: await timesOf(lists, index => engine.stats(running[index % running.length]!.id, signal));
	return {
		listMedian: median(list),
		list95: percentile95(list),
		statsMedian: median(stats),
		stats95: percentile95(stats),
	};
};
