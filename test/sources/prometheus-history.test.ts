import { describe, expect, it } from 'vitest';
import { fingerprintsOf, marker, ruleGroups } from '../../src/metrics/rules.ts';
import { gridOf } from '../../src/sources/grid.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { type Asked, recordedAnswer, sendJson, startFakePrometheus } from './fake-prometheus.ts';

const { signal } = new AbortController();

const matrix = (...result: unknown[]) => JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });

const hostRules = fingerprintsOf(ruleGroups.find(({ name }) => name === 'host')!);

const rangeBody = (rules = hostRules, since = 0) =>
	matrix(
		{
			metric: { __name__: 'up', job: 'node', instance: 'a:9100' },
			values: [
				[0, '1'],
				[600, '1'],
			],
		},
		{
			metric: { __name__: marker, rules, group: 'host' },
			values: [
				[since, '1'],
				[600, '1'],
			],
		},
		{ metric: { __name__: 'node_uname_info', job: 'node', instance: 'a:9100', nodename: 'vm' }, values: [[0, '1']] },
		{
			metric: { __name__: 'instance:node_cpu_busy:ratio_rate1m', job: 'node', instance: 'a:9100' },
			values: [
				[0, '0.5'],
				[120, '0.25'],
				[180, 'NaN'],
				[600, '1'],
			],
		},
	);

const rawBody = matrix({ metric: { aixcl: 'host.cpu.ratio', job: 'node', instance: 'a:9100' }, values: [[0, '0.5']] });

const rangeOf = async (answer: (asked: Asked) => string) => {
	await using fake = await startFakePrometheus((response, asked) => sendJson(response, answer(asked)));
	const source = createPrometheusSource({ url: fake.url, thisHostName: 'vm' });
	const history = await source.range(['host.cpu.ratio'], { end: 629_000, span: 629_000, step: 60_000 }, signal);
	source.close();
	return { history, asked: fake.asked };
};

describe('the past', () => {
	it('lies on multiples of the step, with gaps where nothing is known', async () => {
		const { history, asked } = await rangeOf(() => rangeBody());
		expect(asked).toHaveLength(1);
		expect(asked[0]).toMatchObject({ method: 'POST', path: '/api/v1/query_range' });
		expect(Object.fromEntries(asked[0]!.form)).toMatchObject({ start: '0', end: '600', step: '60' });
		expect(history.start).toBe(0);
		expect(history.step).toBe(60_000);
		const gap = undefined;
		expect(history.series['host.cpu.ratio']).toEqual([
			{
				labels: { job: 'node', instance: 'a:9100' },
				values: [0.5, gap, 0.25, gap, gap, gap, gap, gap, gap, gap, 1],
			},
		]);
		expect(Object.keys(history.series)).toEqual(['host.cpu.ratio']);
	});

	it.each([
		['began late', rangeBody(hostRules, 480)],
		['are other ones', rangeBody('other1 other2')],
	])('comes from the raw metrics where our rules %s', async (_, body) => {
		const { history, asked } = await rangeOf(({ form }) => (form.get('query')?.includes('rate(') ? rawBody : body));
		expect(asked).toHaveLength(2);
		expect(history.series['host.cpu.ratio']![0]!.values[0]).toBe(0.5);
	});

	it('is asked in long windows whether rules were recorded where the numbers begin, and nowhere else', async () => {
		const begins = 1_700_000_000;
		const known = (metric: object, at: number) => matrix({ metric, values: [[at, '1']] });
		const answer = (hasRules: boolean) => (asked: Asked) => {
			if (asked.path === '/api/v1/series') {
				const isThere = Number(asked.form.get('end')) >= begins;
				return JSON.stringify({ status: 'success', data: isThere ? [{ __name__: 'up' }] : [] });
			}
			const query = asked.form.get('query') ?? '';
			if (query === 'group(up)') return known({}, begins);
			if (query === 'up[5m]') return known({ __name__: 'up' }, begins);
			return query.includes('rate(') ? rawBody : hasRules ? rangeBody() : known({ __name__: 'up' }, begins);
		};
		const day = 86_400_000;
		const window = { end: begins * 1000 + day, span: 30 * day, step: 4 * 3_600_000 };
		for (const [hasRules, via] of [
			[true, 'recorded'],
			[false, 'raw'],
		] as const) {
			await using fake = await startFakePrometheus((response, asked) => sendJson(response, answer(hasRules)(asked)));
			const source = createPrometheusSource({ url: fake.url, thisHostName: 'vm', now: () => window.end });
			expect((await source.range(['host.cpu.ratio'], window, signal)).via).toBe(via);
			source.close();
			const query = fake.asked.map(({ form }) => form.get('query') ?? '').find(text => text.includes('avg_over_time'))!;
			expect(query).toContain(`{__name__=~"up|${marker}"} @ ${begins + 120} or `);
		}
	});

	it('has the highest of each step besides its mean where that is asked for, also of what comes later', async () => {
		const step = 600_000;
		let now = 12 * step;
		const bodies = ({ form }: Asked) => {
			const times = Array.from({ length: 13 }, (_, index) => Number(form.get('start')) + (index * step) / 1000);
			const of = (value: (at: number) => number, label: string) => ({
				metric: { job: 'node', instance: 'a:9100', aixcl: label },
				values: times.filter(at => at <= Number(form.get('end'))).map(at => [at, String(value(at))]),
			});
			return matrix(
				of(at => at / 1e6, 'host.cpu.ratio'),
				...(form.get('query')!.includes('max_over_time') ? [of(at => at / 1e5, 'host.cpu.ratio peak')] : []),
			);
		};
		await using fake = await startFakePrometheus((response, asked) =>
			asked.path === '/api/v1/series'
				? sendJson(response, '{"status":"success","data":[]}')
				: sendJson(response, bodies(asked)),
		);
		const source = createPrometheusSource({ url: fake.url, thisHostName: 'vm', now: () => now });
		const read = (peaks: readonly 'host.cpu.ratio'[]) =>
			source.range(['host.cpu.ratio'], { end: now, span: 6 * step, step }, signal, { peaks });
		expect((await read([])).peaks).toBeUndefined();
		for (let turn = 0; turn < 2; turn++) {
			const { series, peaks, start } = await read(['host.cpu.ratio']);
			const values = (divisor: number) =>
				Array.from({ length: 7 }, (_, index) => (start + index * step) / 1000 / divisor);
			expect(series['host.cpu.ratio']!.map(each => each.values)).toEqual([values(1e6)]);
			expect(peaks!['host.cpu.ratio']!.map(each => each.values)).toEqual([values(1e5)]);
			now += 3 * step;
		}
		source.close();
		const last = fake.asked.at(-1)!.form;
		expect(Number(last.get('end')) - Number(last.get('start'))).toBeLessThan((6 * step) / 1000);
	});

	it('is what a real Prometheus answered', async () => {
		const answer = JSON.parse(recordedAnswer('range'));
		const times: number[] = answer.data.result.flatMap(({ values }: { values: [number][] }) =>
			values.map(([at]) => at),
		);
		await using fake = await startFakePrometheus(response => sendJson(response, recordedAnswer('range')));
		const source = createPrometheusSource({ url: fake.url, thisHostName: 'vm' });
		const window = { end: Math.max(...times) * 1000, span: 120_000, step: 15_000 };
		const { series } = await source.range(['host.cpu.ratio', 'host.filesystem.used_ratio'], window, signal);
		source.close();
		const [cpu] = series['host.cpu.ratio']!;
		expect(cpu!.values).toHaveLength(9);
		expect(cpu!.values.every(value => value! > 0 && value! < 1)).toBe(true);
		expect(series['host.filesystem.used_ratio']!.map(({ labels }) => labels.mountpoint)).toEqual(['/']);
	});
});

describe('a grid', () => {
	it('never has more points than Prometheus allows, nor fewer than one', () => {
		const { step, length } = gridOf({ end: 30 * 86_400_000, span: 30 * 86_400_000, step: 1000 });
		expect(length).toBeLessThan(11_000);
		expect(step % 1000).toBe(0);
		expect(gridOf({ end: 1500, span: 10, step: 1000 })).toEqual({ start: 1000, end: 1000, step: 1000, length: 1 });
	});
});
