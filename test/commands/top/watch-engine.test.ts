import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchEngine } from '../../../src/commands/top/watch-engine.ts';
import { AixclError } from '../../../src/errors.ts';
import { lastValue, pending } from '../../../src/store/remote.ts';
import { createStore } from '../../../src/store/store.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { madeContainer, madeContainers, madeModel } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
	vi.useRealTimers();
});

const ready = (parts: Change = {}) => {
	const model = madeModel({ columns: 120, rows: 40 }, { containers: pending, ...parts });
	const store = createStore<Model, Change>(model, change);
	const engine = objectEngine(madeContainers);
	const watch = watchEngine(
		store,
		async () => engine,
		() => 2000,
	);
	const count = (what: string) => engine.asked.filter(each => each === what).length;
	return { store, engine, watch, count, pass: (time: number) => vi.advanceTimersByTimeAsync(time) };
};

test('lists once, then again for each change the engine tells', async () => {
	const { store, engine, watch, count, pass } = ready();
	await pass(10);
	expect(lastValue(store.get().containers)).toEqual(madeContainers);
	await pass(9000);
	expect(count('list')).toBe(1);
	engine.containers = [madeContainer(9, 'new')];
	engine.changed();
	await pass(10);
	expect(lastValue(store.get().containers)?.map(({ name }) => name)).toEqual(['new']);
	watch.stop();
});

test('lists again, untold, while a health check fails: how often it has failed goes on', async () => {
	const { engine, watch, count, pass } = ready();
	engine.containers = [madeContainer(1, 'sick', { health: 'unhealthy' })];
	await pass(20_500);
	expect(count('list')).toBe(3);
	engine.containers = [madeContainer(1, 'sick', { health: 'healthy' })];
	await pass(10_000);
	expect(count('list')).toBe(4);
	await pass(29_000);
	expect(count('list')).toBe(4);
	watch.stop();
});

test('an engine that goes keeps its last list, says so, and is found again without a key', async () => {
	const { store, engine, watch, count, pass } = ready();
	await pass(10);
	engine.failure = new AixclError('The engine refuses connections', { code: 'engine' });
	engine.cut();
	await pass(1000);
	expect(store.get().containers).toMatchObject({ status: 'stale', value: madeContainers });
	engine.failure = undefined;
	await pass(5500);
	expect(store.get().containers.status).toBe('fresh');
	expect(count('watch')).toBe(2);
	watch.stop();
});

test('an engine that hangs is noticed within seconds, also where Prometheus measures all that runs', async () => {
	const { store, engine, watch, pass } = ready();
	await pass(2500);
	engine.failure = new AixclError('The engine did not answer within 3 s', { code: 'engine' });
	await pass(6000);
	expect(store.get().containers).toMatchObject({ status: 'stale', value: madeContainers });
	watch.stop();
});

test('events that end at once are not listened to without a pause', async () => {
	const { engine, watch, count, pass } = ready();
	engine.watch = async () => {
		engine.containers = madeContainers;
	};
	await pass(5000);
	expect(count('list')).toBeLessThanOrEqual(12);
	watch.stop();
});

test('asks for the use only of running containers that Prometheus does not measure', async () => {
	const { engine, store, watch, pass } = ready();
	engine.containers = [...madeContainers, madeContainer(8, 'unmeasured')];
	await pass(2500);
	const stats = new Set(engine.asked.filter(each => each.startsWith('stats')));
	expect([...stats]).toEqual(['stats 0008']);
	expect([...store.get().stats.keys()]).toEqual([madeContainer(8, 'unmeasured').id]);
	watch.stop();
});

test('without numbers from Prometheus the engine is asked about all that run', async () => {
	const { engine, watch, pass } = ready({ snapshot: pending });
	await pass(2500);
	const stats = new Set(engine.asked.filter(each => each.startsWith('stats')));
	expect([...stats].toSorted()).toEqual(['stats 0001', 'stats 0002', 'stats 0003', 'stats 0004']);
	watch.stop();
});

test('numbers that were asked for again and not given are no longer known', async () => {
	const { store, engine, watch, pass } = ready({ snapshot: pending });
	await pass(2500);
	const [first, second] = [...store.get().stats.keys()];
	const { stats } = engine;
	engine.stats = async (id, signal) => {
		if (id === first) throw new AixclError('late', { code: 'engine' });
		return stats(id, signal);
	};
	await pass(2500);
	expect(store.get().stats.has(first!)).toBe(false);
	expect(store.get().stats.has(second!)).toBe(true);
	engine.stats = stats;
	await pass(2500);
	expect(store.get().stats.has(first!)).toBe(true);
	watch.stop();
});

test('of a thousand containers those in sight are asked each time, and the others in turns', async () => {
	const { store, engine, watch, pass } = ready({ snapshot: pending });
	engine.containers = Array.from({ length: 1000 }, (_, index) => madeContainer(index + 1, `c${index}`));
	await pass(10);
	const asked = () => engine.asked.filter(each => each.startsWith('stats')).length;
	await pass(2000);
	const first = asked();
	expect(first).toBeLessThan(150);
	await pass(280_000);
	expect(store.get().stats.size).toBe(1000);
	engine.containers = engine.containers.slice(0, 10);
	engine.changed();
	await pass(3000);
	expect(store.get().stats.size).toBe(10);
	watch.stop();
});
