import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MetricId, metricOf } from '../../../src/metrics/catalogue/catalogue.ts';
import { promqlOf } from '../../../src/metrics/rules.ts';
import { windows } from '../../../src/metrics/window.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import { describeParts } from '../describe-parts.ts';
import { earlierRules, otherValue } from '../earlier-rules.ts';
import { startMaskingProxy } from '../masking-proxy.ts';
import { type PastServer, startPastServer } from '../past-server.ts';
import { promtool } from '../promtool.ts';

const { signal } = new AbortController();
const minute = 60_000;
const hour = 60 * minute;

const changed = 'host.cpu.ratio';
const added = 'host.memory.used_bytes';
const same = ['host.cpu.mode_ratio', 'host.memory.available_bytes', 'postgres.connections'] as const;
const ids: readonly MetricId[] = [changed, added, ...same];

describeParts('the past of a real Prometheus whose rules were changed meanwhile', () => {
	let server: PastServer;

	beforeAll(async () => {
		server = await startPastServer({ before: earlierRules(changed, added) });
	});

	afterAll(async () => {
		await server?.[Symbol.asyncDispose]();
	});

	/** What `read` resolves with, and the queries of the instant or the range that it took. */
	const asking = async <T>(read: (source: ReturnType<typeof createPrometheusSource>) => Promise<T>) => {
		await using proxy = await startMaskingProxy(server.url, () => false);
		const source = createPrometheusSource({ url: proxy.url, thisHostName: 'box', now: () => server.story.end });
		const found = await read(source);
		source.close();
		return { found, asked: proxy.asked.map(({ form }) => form.get('query') ?? '') };
	};

	const told = async (promql: string, at: number): Promise<number | undefined> => {
		const args = ['query', 'instant', '--format=json', `--time=${at / 1000}`, server.url, promql];
		const [first] = JSON.parse(await promtool(...args)) as readonly { readonly value: readonly [number, string] }[];
		return first && Number(first.value[1]);
	};

	it('has in windows from before only the changed and the new one from the exporters, each as it is defined today', async () => {
		for (const { span, step } of windows.slice(1)) {
			const { end, restarted } = server.story;
			const { found, asked } = await asking(source => source.range(ids, { end, span, step }, signal, { peaks: ids }));
			expect(found).toMatchObject({ via: 'recorded', raw: [changed, added] });
			const own = asked.filter(query => query.includes('rate('));
			expect(own).toHaveLength(1);
			expect(own[0]).not.toContain('pg_stat_activity_count');
			expect(own[0]).not.toContain('by (job, instance, mode)');
			const valueAt = (id: MetricId, at: number) => found.series[id]![0]!.values[(at - found.start) / step];
			for (const id of ids)
				expect(
					found.series[id]?.[0]?.values.some(value => value !== undefined),
					id,
				).toBe(true);
			const before = Math.floor(restarted / step) * step;
			const look = `${step / 1000}s`;
			expect(valueAt(changed, before)).toBe(await told(promqlOf(changed, look), before));
			expect(valueAt(added, before)).toBe(await told(promqlOf(added, look), before));
			for (const id of same.filter(each => each !== 'host.cpu.mode_ratio'))
				expect(valueAt(id, before)).toBe(await told(`avg_over_time(${metricOf(id).series}[${look}])`, before));
			for (const values of found.series[changed]!.map(each => each.values))
				expect(values.every(value => value === undefined || value < 1)).toBe(true);
			// No peak is told of what was never recorded.
			expect(Object.keys(found.peaks!).toSorted()).toEqual([...same].toSorted());
		}
		expect(await told(metricOf(changed).series, server.story.booted - 10 * minute)).toBe(otherValue);
	});

	it('has the same in a window that begins where nothing was scraped for days', async () => {
		const { end } = server.story;
		const window = { end, span: 6 * 24 * hour, step: hour };
		const { found } = await asking(source => source.range(ids, window, signal));
		expect(found.start).toBeGreaterThan(end - 7 * 24 * hour + hour);
		expect(found).toMatchObject({ via: 'recorded', raw: [changed, added] });
	});

	it('has all of a window from after it as it was recorded, and what comes later is read as what came before', async () => {
		const { end, restarted } = server.story;
		const later = await asking(source => source.range(ids, { end, span: hour, step: 30_000 }, signal));
		expect(later.found.via).toBe('recorded');
		expect(later.found.raw).toBeUndefined();
		expect(later.asked.filter(query => query.includes('rate('))).toEqual([]);
		let now = restarted + 20 * minute;
		await using proxy = await startMaskingProxy(server.url, () => false);
		const live = createPrometheusSource({ url: proxy.url, thisHostName: 'box', now: () => now });
		const window = () => ({ end: now, span: hour, step: 30_000 });
		await live.range(ids, window(), signal);
		now += 5 * minute;
		const grown = await live.range(ids, window(), signal);
		live.close();
		const anew = await asking(source => source.range(ids, window(), signal));
		expect(grown.raw).toEqual([changed, added]);
		expect(grown).toEqual(anew.found);
	});

	it('has an instant from before in the same way', async () => {
		const at = server.story.booted - 10 * minute;
		const { found, asked } = await asking(source => source.read(signal, { at }));
		expect(found.via).toBe('recorded');
		expect(asked).toHaveLength(2);
		expect(asked[1]).not.toContain('pg_stat_activity_count');
		expect(found.readings[changed]![0]!.value).toBe(await told(promqlOf(changed, '60s'), at));
		expect(found.readings[added]![0]!.value).toBe(await told(promqlOf(added, '60s'), at));
		expect(found.readings['postgres.connections']).toHaveLength(1);
		expect(found.targets.map(({ job }) => job).toSorted()).toEqual(['cadvisor', 'node', 'postgres', 'prometheus']);
	});
});
