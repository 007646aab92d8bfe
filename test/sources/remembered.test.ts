import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { History } from '../../src/metrics/history.ts';
import { type Grid, gridOf } from '../../src/sources/grid.ts';
import { createHistoryCache } from '../../src/sources/history-cache.ts';
import { createLru } from '../../src/sources/lru.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { createServerClock } from '../../src/sources/server-clock.ts';
import { clean } from '../../src/text/clean.ts';
import { startFakePrometheus } from './fake-prometheus.ts';

describe('what was used last', () => {
	it('stays, up to a size, and the rest is forgotten', () => {
		const lru = createLru<string>(10);
		lru.set('a', 'A', 4);
		lru.set('b', 'B', 4);
		expect(lru.get('a')).toBe('A');
		lru.set('c', 'C', 4);
		expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual(['A', undefined, 'C']);
		lru.set('a', 'larger', 9);
		expect([lru.get('a'), lru.get('c')]).toEqual(['larger', undefined]);
		lru.set('d', 'too large', 11);
		expect([lru.get('a'), lru.get('d')]).toEqual(['larger', undefined]);
	});
});

describe('a history that is kept', () => {
	const step = 30_000;
	const history = ({ start, length }: Grid, via: History['via'], names: readonly string[]): History => ({
		start,
		step,
		via,
		series: {
			'container.cpu_cores': names.map(name => ({
				labels: { name: clean(name) },
				values: Array.from({ length }, (_, index) => start + index * step),
			})),
		},
	});

	const scene = () => {
		let now = 10 * 3_600_000;
		let names: readonly string[] = ['a'];
		let via: History['via'] = 'recorded';
		const asked: string[] = [];
		const cache = createHistoryCache(() => now);
		return {
			asked,
			change(more: { later?: number; names?: readonly string[]; via?: History['via'] }) {
				now += more.later ?? 0;
				names = more.names ?? names;
				via = more.via ?? via;
			},
			get: () =>
				cache.get('key', gridOf({ end: now, span: 10 * step, step }), async (grid, before) => {
					asked.push(`${grid.length} ${before?.via ?? 'anew'}`);
					return history(grid, via, names);
				}),
		};
	};

	it('is asked for what is new and not yet settled, and has gaps where a series was not', async () => {
		const { asked, change, get } = scene();
		await get();
		change({ later: step, names: ['b'] });
		const { start, series } = await get();
		expect(asked).toEqual(['11 anew', '3 recorded']);
		const [a, b] = series['container.cpu_cores']!;
		const times = Array.from({ length: 11 }, (_, index) => start + index * step);
		const none = Array.from({ length: 8 }, () => undefined);
		expect(a!.values).toEqual([...times.slice(0, 8), undefined, undefined, undefined]);
		expect(b!.values).toEqual([...none, ...times.slice(8)]);
		change({ later: 11 * step });
		expect((await get()).series['container.cpu_cores']).toHaveLength(1);
	});

	it('is asked for anew where it is read another way now, and where none of it is left', async () => {
		const { asked, change, get } = scene();
		await get();
		change({ later: step, via: 'raw' });
		expect((await get()).via).toBe('raw');
		change({ later: 100 * step });
		await get();
		expect(asked).toEqual(['11 anew', '3 recorded', '11 anew', '11 anew']);
	});
});

describe('the clock of a server', () => {
	it('is this machine\u2019s until it has told its own, and is not moved by an answer that took long', () => {
		const clock = createServerClock(() => 1000);
		expect([clock.now(), clock.skew()]).toEqual([1000, undefined]);
		clock.observe(6000, 1000, 1200);
		expect([clock.now(), clock.skew()]).toEqual([5900, 4900]);
		clock.observe(9000, 1000, 6000);
		expect(clock.skew()).toBe(4900);
	});
});

it('a request that was overtaken is cut off, not waited for', async () => {
	const { promise: closed, resolve } = Promise.withResolvers<void>();
	const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
	await using fake = await startFakePrometheus(response => {
		arrive();
		once(response, 'close').then(() => resolve());
	});
	const source = createPrometheusSource({ url: fake.url, thisHostName: 'vm' });
	const controller = new AbortController();
	const reading = source.read(controller.signal, { at: 1_700_000_000_000 });
	await arrived;
	controller.abort();
	await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
	await closed;
	source.close();
});
