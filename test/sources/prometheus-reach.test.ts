import { describe, expect, it } from 'vitest';
import type { PrometheusApi } from '../../src/sources/prometheus-api.ts';
import { createReach, findReach } from '../../src/sources/prometheus-reach.ts';

const { signal } = new AbortController();
const minute = 60_000;
const day = 24 * 60 * minute;
const now = 1_800_000_000_000;

type Span = readonly [from: number, to: number];

const body = (data: unknown) => JSON.stringify({ status: 'success', data });
const matrix = (values: readonly number[]) =>
	body({
		resultType: 'matrix',
		result: values.length === 0 ? [] : [{ metric: {}, values: values.map(at => [at / 1000, '1']) }],
	});

/** A server with a sample every 15 s in some stretches, whose index knows series by so many milliseconds. */
const serverWith = (spans: readonly Span[], grain: number, lowest?: number) => {
	const asked: string[] = [];
	const overlaps = (from: number, to: number) => spans.some(([start, end]) => start <= to && end >= from);
	const down = (at: number) => Math.floor(at / grain) * grain;
	const samplesIn = (from: number, to: number) =>
		spans.flatMap(([start, end]) => {
			const first = start + Math.max(0, Math.ceil((from - start) / 15_000)) * 15_000;
			const count = Math.max(0, Math.floor((Math.min(end, to) - first) / 15_000) + 1);
			return Array.from({ length: count }, (_, index) => first + index * 15_000);
		});
	const api = {
		place: 'here',
		series: async (_: string, from: number, to: number) => {
			asked.push('series');
			return body(overlaps(down(from), down(to) + grain - 1) ? [{ __name__: 'up' }] : []);
		},
		queryRange: async (_: string, start: number, end: number, step: number) => {
			asked.push('range');
			expect((end - start) / step).toBeLessThan(11_000);
			const times = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
			return matrix(times.filter(at => overlaps(at - 5 * minute + 1, at)));
		},
		query: async (promql: string, at: number) => {
			asked.push('query');
			if (promql.includes('lowest')) {
				const value = [at / 1000, String((lowest ?? 0) / 1000)];
				return body({ resultType: 'vector', result: lowest === undefined ? [] : [{ metric: {}, value }] });
			}
			return matrix(samplesIn(at - 5 * minute + 1, at));
		},
	} as unknown as PrometheusApi;
	return { api, asked };
};

const begins = now - 40 * day - 4321_000;

describe.each([
	['every sample', 1],
	['days', day],
	['fortnights', 14 * day],
])('where the index knows %s, the numbers begin', (_, grain) => {
	it.each<[string, readonly Span[], number]>([
		['where they do', [[begins, now]], begins],
		[
			'before a gap of weeks',
			[
				[begins, begins + minute],
				[now - day, now],
			],
			begins,
		],
		['years ago', [[now - 2000 * day, now]], now - 2000 * day],
		['just now', [[now - 20_000, now]], now - 20_000],
	])('%s', async (_, spans, expected) => {
		const { api, asked } = serverWith(spans, grain);
		expect(await findReach(api, now, signal)).toBe(expected);
		expect(asked.filter(kind => kind !== 'series').length).toBeLessThanOrEqual(4);
		expect(asked.length).toBeLessThan(30);
	});
});

it.each<[string, number, number]>([
	['by four requests where the server tells when its samples begin', begins - 30 * minute, 4],
	['by a search where another server told that, which keeps less', now - 2 * day, 30],
	['by a search where what begins then is something else', begins - 20 * day, 30],
])('begins where it does, %s', async (_, lowest, most) => {
	const { api, asked } = serverWith([[begins, now]], 1, lowest);
	expect(await findReach(api, now, signal)).toBe(begins);
	expect(asked.length).toBeLessThanOrEqual(most);
});

it('is unknown where nothing was ever scraped, after one look at the index', async () => {
	const { api, asked } = serverWith([], 1);
	expect(await findReach(api, now, signal)).toBeUndefined();
	expect(asked).toEqual(['query', 'series']);
});

it('is looked for once an hour', async () => {
	const { api, asked } = serverWith([[begins, now]], 1);
	let time = now;
	const reach = createReach(api, () => time);
	await reach(signal);
	const once = asked.length;
	time += 59 * minute;
	expect(await reach(signal)).toBe(begins);
	expect(asked).toHaveLength(once);
	time += 2 * minute;
	await reach(signal);
	expect(asked.length).toBeGreaterThan(once);
});
