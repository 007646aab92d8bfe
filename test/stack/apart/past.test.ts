import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MetricId, metricIds, metricOf } from '../../../src/metrics/catalogue/catalogue.ts';
import { compare } from '../../../src/metrics/compare.ts';
import type { History } from '../../../src/metrics/history.ts';
import { promqlOf } from '../../../src/metrics/rules.ts';
import type { Snapshot } from '../../../src/metrics/snapshot.ts';
import { windows } from '../../../src/metrics/window.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import type { Source } from '../../../src/sources/source.ts';
import { readUsual } from '../../../src/sources/usual.ts';
import { runCli } from '../../cli/run-cli.ts';
import { parseReport } from '../../support/report-schema.ts';
import { describeParts } from '../describe-parts.ts';
import { madeIds, noLoad } from '../made-machine.ts';
import { startOnData } from '../made-past.ts';
import { startMaskingProxy } from '../masking-proxy.ts';
import { madeStep, type PastServer, startPastServer } from '../past-server.ts';
import { promtool } from '../promtool.ts';

const { signal } = new AbortController();
const minute = 60_000;
const hour = 60 * minute;

type Vector = readonly {
	readonly metric: Readonly<Record<string, string>>;
	readonly value: readonly [number, string];
}[];

describeParts('the past of a real Prometheus', parts => {
	let server: PastServer;
	let source: Source;

	const sourceOf = (url: string) =>
		createPrometheusSource({ url, thisHostName: 'elsewhere', now: () => server.story.end });

	beforeAll(async () => {
		server = await startPastServer();
		source = sourceOf(server.url);
	});

	afterAll(async () => {
		source?.close();
		await server?.[Symbol.asyncDispose]();
	});

	/** What promtool says of a query at an instant: values by the labels that tell a metric's series apart. */
	const told = async (promql: string, at: number, id: MetricId) => {
		const args = ['query', 'instant', '--format=json', `--time=${at / 1000}`, server.url, promql];
		const vector = JSON.parse(await promtool(...args)) as Vector;
		const names = ['job', 'instance', ...metricOf(id).by];
		return vector
			.map(({ metric, value }) => `${names.map(name => metric[name] ?? '').join(' ')} ${Number(value[1])}`)
			.toSorted();
	};

	const read = ({ readings }: Snapshot, id: MetricId) => {
		const names = ['job', 'instance', ...metricOf(id).by];
		return (readings[id] ?? [])
			.map(({ labels, value }) => `${names.map(name => labels[name] ?? '').join(' ')} ${value}`)
			.toSorted();
	};

	it('has at an instant the very values that promtool tells, by recorded series and by the exporters\u2019 own', async () => {
		await using proxy = await startMaskingProxy(server.url, () => true);
		const raw = sourceOf(proxy.url);
		for (const at of [
			server.story.end - 17 * minute,
			server.story.booted + 10 * minute + 7123,
			server.begins + 31 * minute,
		]) {
			const [recorded, own] = await Promise.all([source.read(signal, { at }), raw.read(signal, { at })]);
			expect([recorded.via, recorded.at, own.via, own.at]).toEqual(['recorded', at, 'raw', at]);
			const known = metricIds.filter(id => recorded.readings[id]);
			expect(known.length).toBeGreaterThan(25);
			for (const id of [
				'host.cpu.ratio',
				'host.load1',
				'host.filesystem.used_ratio',
				'host.disk.busy_ratio',
				'postgres.transactions_per_second',
				'container.cpu_cores',
			] as const) {
				expect(read(recorded, id), `${id} recorded`).toEqual(await told(metricOf(id).series, at, id));
				expect(read(own, id), `${id} raw`).toEqual(await told(promqlOf(id, '60s'), at, id));
				expect(read(own, id), id).not.toEqual([]);
			}
			const youngest = Math.max(...Object.values(recorded.readings).flatMap(list => list.map(reading => reading.at)));
			expect(youngest).toBeLessThanOrEqual(at);
			expect(at - youngest).toBeLessThan(madeStep);
		}
		raw.close();
	});

	it('has the alerts that were active then, and since when', async () => {
		const { pending, firing, resolved } = server.story.alert;
		const at = async (time: number) =>
			(await source.alerts(signal, { at: time })).map(({ name, state, severity, activeAt }) => [
				name,
				state,
				severity,
				activeAt,
			]);
		expect(await at(pending - minute)).toEqual([]);
		expect(await at(pending + minute)).toEqual([['HostCpuHigh', 'pending', 'warning', pending]]);
		expect(await at(firing + minute)).toEqual([['HostCpuHigh', 'firing', 'warning', pending]]);
		expect(await at(resolved + 10 * minute)).toEqual([]);
		const { alerts } = await source.read(signal, { at: firing + 6 * minute });
		expect(alerts.map(({ name, state }) => [name, state])).toEqual([['HostCpuHigh', 'firing']]);
	});

	it('begins where its samples begin; before that there is nothing, and the time to come is refused', async () => {
		expect(await source.reach(signal)).toBe(server.begins);
		const before = await source.read(signal, { at: server.begins - 1 });
		expect([before.readings, before.targets, before.alerts]).toEqual([{}, [], []]);
		expect(await source.alerts(signal, { at: server.begins - hour })).toEqual([]);
		await expect(source.read(signal, { at: server.story.end + minute })).rejects.toMatchObject({
			code: 'usage',
			message: 'That time is still to come',
		});
	});

	it('is asked once for what is over, and then only for what is new', async () => {
		await using proxy = await startMaskingProxy(server.url, () => false);
		let now = server.story.end - 2 * hour;
		const live = createPrometheusSource({ url: proxy.url, thisHostName: 'elsewhere', now: () => now });
		const asked = () => proxy.asked.length;
		await live.read(signal, { at: now - 10 * minute });
		const once = asked();
		expect(once).toBe(1);
		await live.read(signal, { at: now - 10 * minute });
		expect(asked()).toBe(once);
		const ids = ['host.cpu.ratio', 'container.cpu_cores'] as const;
		const window = () => ({ end: now, span: hour, step: 30_000 });
		const known: History[] = [await live.range(ids, window(), signal)];
		for (let turn = 0; turn < 3; turn++) {
			now += 30_000;
			known.push(await live.range(ids, window(), signal));
			const form = proxy.asked.at(-1)!.form;
			expect(Number(form.get('end')) - Number(form.get('start'))).toBeLessThanOrEqual(90);
		}
		live.close();
		expect(asked()).toBe(once + 4);
		const whole = await source.range(ids, window(), signal);
		expect(known.at(-1)).toEqual(whole);
		expect(whole.series['host.cpu.ratio']![0]!.values).toHaveLength(121);
	});

	it.each(windows.map(({ name, span, step }) => ({ name, span, step })))(
		'of $name lies on a grid of its own, with gaps where nothing was',
		async ({ span, step }) => {
			const { end, busyFrom } = server.story;
			const history = await source.range(
				['host.cpu.ratio', 'postgres.connections', 'postgres.wal.size_bytes'],
				{ end, span, step },
				signal,
			);
			expect(history).toMatchObject({ via: 'recorded', step });
			expect(history.start % step).toBe(0);
			const [cpu] = history.series['host.cpu.ratio']!;
			// A point tells of the step before it.
			const near = (at: number) => cpu!.values[Math.ceil((at - history.start) / step)];
			const known = cpu!.values.filter(value => value !== undefined);
			// Every counter began anew when it booted: a rate never was more than all there is.
			expect(known.every(value => value > 0.1 && value < 0.91)).toBe(true);
			expect(history.series['postgres.connections']).toHaveLength(1);
			expect(history.series['postgres.wal.size_bytes']![0]!.values.some(value => value === 2 ** 30)).toBe(true);
			if (span <= 24 * hour) expect(near(end - 20 * minute)).toBeCloseTo(0.9, 1);
			if (span > 7 * hour) {
				expect(near(busyFrom - 4 * hour)).toBeCloseTo(0.2, 1);
				expect(cpu!.values.filter(value => value === undefined).length).toBeGreaterThan(10);
			}
		},
	);

	it('is read as it was recorded, though nothing is scraped and no rule evaluated any more', async () => {
		const { end } = server.story;
		const later = createPrometheusSource({ url: server.url, thisHostName: 'elsewhere', now: () => end });
		expect((await later.read(signal)).targets).toEqual([]);
		expect((await later.range(['host.cpu.ratio'], { end, span: hour, step: 30_000 }, signal)).via).toBe('recorded');
		later.close();
	});

	it('is of the host that is asked for by its name, though it was there at neither end of the window', async () => {
		const { begins, story } = server;
		const window = { end: story.end + 30 * minute, span: story.end + 30 * minute - begins + hour, step: hour };
		const later = createPrometheusSource({ url: server.url, thisHostName: 'elsewhere', now: () => window.end });
		const { series } = await later.range(['host.cpu.ratio'], window, signal, { host: 'box' });
		expect(series['host.cpu.ratio']![0]!.values.some(value => value !== undefined)).toBe(true);
		expect((await later.range(['host.cpu.ratio'], window, signal, { host: 'other' })).series).toEqual({});
		later.close();
	});

	it.each(windows.map(({ name, span, step }) => ({ name, span, step })))(
		'has at every point of $name the very values that promtool tells of it',
		async ({ span, step }) => {
			const ids = ['host.cpu.ratio', 'host.load1', 'postgres.connections', 'container.cpu_cores'] as const;
			const { start, series } = await source.range(ids, { end: server.story.end, span, step }, signal);
			for (const id of ids) {
				const { series: name, by } = metricOf(id);
				// Points of a minute or less, and all containers at once, are those moments.
				const isMean = step > minute && id !== 'container.cpu_cores';
				const promql = isMean ? `avg_over_time(${name}[${step / 1000}s])` : name;
				const times = [`--start=${start / 1000}`, `--end=${server.story.end / 1000}`, `--step=${step / 1000}s`];
				const matrix = JSON.parse(
					await promtool('query', 'range', '--format=json', ...times, server.url, promql),
				) as readonly {
					readonly metric: Readonly<Record<string, string>>;
					readonly values: readonly (readonly [number, string])[];
				}[];
				const keyOf = (labels: Readonly<Record<string, string>>) => by.map(label => labels[label] ?? '').join(' ');
				const points = (of: Readonly<Record<string, string>>, all: readonly (readonly [number, number])[]) =>
					all.map(([at, value]) => `${keyOf(of)} ${at} ${value}`);
				const expected = matrix.flatMap(({ metric, values }) =>
					points(
						metric,
						values.map(([at, value]) => [at * 1000, Number(value)] as const),
					),
				);
				const found = series[id]!.flatMap(({ labels, values }) =>
					points(
						labels,
						values.flatMap((value, index) => (value === undefined ? [] : [[start + index * step, value] as const])),
					),
				);
				expect(found.toSorted(), id).toEqual(expected.toSorted());
				expect(found).not.toEqual([]);
			}
		},
	);

	it('has a gap where a real sample is no number, and says so of an instant', async () => {
		const { start: from, end: to } = noLoad(server.story);
		const window = { end: to + 5 * minute, span: to + 10 * minute - from, step: 30_000 };
		const { start, series } = await source.range(['host.load15'], window, signal);
		const [{ values } = { values: [] }] = series['host.load15']!;
		for (const [index, value] of values.entries()) {
			const at = start + index * 30_000;
			expect(value, String(index)).toBe(at >= from && at < to ? undefined : 0.4);
		}
		const at = new Date(from + 5 * minute).toISOString();
		const args = ['top', '--once', '--prometheus', server.url, '--instance', 'box', '--at', at];
		const { stdout } = await runCli(args);
		expect(stdout).toMatch(/^Load +0\.40 +0\.40 +NaN$/m);
		const { metrics } = parseReport((await runCli([...args, '--json'])).stdout);
		expect(metrics['host.load15']?.[0]).toMatchObject({ value: null, text: 'NaN' });
	});

	it('has a gap while it booted', async () => {
		const window = { end: server.story.booted + 10 * minute, span: 20 * minute, step: 30_000 };
		const { start, series } = await source.range(['host.cpu.ratio'], window, signal);
		const at = (time: number) => series['host.cpu.ratio']![0]!.values[Math.round((time - start) / 30_000)];
		expect(at(server.story.booted - 5 * minute)).toBeCloseTo(0.2, 5);
		expect(at(server.story.booted + 8 * minute)).toBeCloseTo(0.2, 5);
	});

	it('tells the mean of a step, and its peak where that is asked for', async () => {
		const { busyFrom } = server.story;
		const step = 4 * hour;
		// The step in which it became busy, also where that was on the hour on which one begins.
		const end = (Math.floor(busyFrom / step) + 1) * step;
		const window = { end, span: 8 * hour, step };
		const { series, peaks, start } = await source.range(['host.cpu.ratio'], window, signal, {
			peaks: ['host.cpu.ratio'],
		});
		const [mean, peak] = [series, peaks!].map(
			each => each['host.cpu.ratio']![0]!.values[Math.round((end - start) / step)]!,
		) as [number, number];
		expect(peak).toBeCloseTo(0.9, 5);
		expect(mean).toBeLessThan(peak);
		expect(mean).toBeGreaterThan(0.2);
		// The very values of the recorded series.
		const [name, seconds] = [metricOf('host.cpu.ratio').series, step / 1000];
		for (const [over, value] of [
			['avg', mean],
			['max', peak],
		] as const)
			expect(await told(`${over}_over_time(${name}[${seconds}s])`, end, 'host.cpu.ratio')).toEqual([
				`node box:9100 ${value}`,
			]);
		expect((await source.range(['host.cpu.ratio'], window, signal)).peaks).toBeUndefined();
	});

	it('has only the series that are picked, recorded or not, of points and of means', async () => {
		await using proxy = await startMaskingProxy(server.url, () => true);
		const raw = sourceOf(proxy.url);
		await raw.read(signal).catch(() => undefined);
		const { end } = server.story;
		const ids = ['host.cpu.mode_ratio', 'host.cpu.ratio'] as const;
		const only = { 'host.cpu.mode_ratio': { label: 'mode', values: ['user', 'iowait'] } };
		for (const each of [source, raw]) {
			for (const { span, step } of windows.slice(0, 2)) {
				const { series } = await each.range(ids, { end, span, step }, signal, { only });
				expect(series['host.cpu.mode_ratio']!.map(({ labels }) => labels.mode)).toEqual(['user']);
				expect(series['host.cpu.ratio']).toHaveLength(1);
				const all = await each.range(ids, { end, span, step }, signal);
				expect(series['host.cpu.mode_ratio']).toEqual(
					all.series['host.cpu.mode_ratio']!.filter(({ labels }) => labels.mode === 'user'),
				);
			}
		}
		raw.close();
	});

	it('has the columns of containers, of all or of those that are wanted, both ways', async () => {
		await using proxy = await startMaskingProxy(server.url, () => true);
		const raw = sourceOf(proxy.url);
		await raw.read(signal).catch(() => undefined);
		const window = { end: server.story.restarted, span: hour, step: 30_000 };
		const ids = ['container.cpu_cores', 'container.memory_bytes', 'host.cpu.ratio'] as const;
		for (const each of [source, raw]) {
			const all = await each.range(ids, window, signal);
			expect(all.series['container.cpu_cores']!.map(({ labels }) => labels.name).toSorted()).toEqual([
				'ollama',
				'postgres',
				'worker',
			]);
			const some = await each.range(ids, window, signal, { containers: [madeIds.worker] });
			expect(some.series['container.memory_bytes']!.map(({ labels }) => labels.name)).toEqual(['worker']);
			expect(some.series['host.cpu.ratio']).toHaveLength(1);
			expect(some.series['container.cpu_cores']).toEqual(
				all.series['container.cpu_cores']!.filter(({ labels }) => labels.name === 'worker'),
			);
		}
		expect((await raw.range(ids, window, signal)).via).toBe('raw');
		raw.close();
	});

	it('is printed for an instant as text and as JSON, and for a window as CSV', async () => {
		const { end, busyFrom, alert } = server.story;
		const at = new Date(alert.firing + minute).toISOString();
		const args = ['top', '--once', '--prometheus', server.url, '--instance', 'box', '--at', at];
		const [text, json, csv, before, future] = await Promise.all([
			runCli(args),
			runCli([...args, '--json', '--window', '1h']),
			runCli(['top', '--csv', '--window', '24h', ...args.slice(1, -1), new Date(end).toISOString()]),
			runCli([...args.slice(0, -1), new Date(server.begins - hour).toISOString()]),
			runCli([...args.slice(0, -1), new Date(Date.now() + hour).toISOString()]),
		]);
		expect([text.status, text.stderr]).toEqual([1, '']);
		expect(text.stdout).toMatch(new RegExp(`^Time {7}${at} {2}\\d+h \\d+m ago$`, 'm'));
		expect(text.stdout).toMatch(/^CPU {8}90\.0% of 2 cores/m);
		expect(text.stdout).toMatch(/^ollama +0\.90 cores +922 MiB +2\.00 GiB/m);
		expect(text.stdout).toMatch(/^ {2}alert HostCpuHigh the alert fires \(warning\)$/m);
		expect(text.stdout).not.toMatch(/^Engine|Could not be read/m);

		const report = parseReport(json.stdout);
		expect(report.at).toBe(at);
		expect(report.metrics['host.cpu.ratio']?.[0]).toMatchObject({ value: expect.closeTo(0.9, 5) });
		const cpu = report.history!.series.find(({ metric }) => metric === 'host.cpu.ratio')!;
		expect(cpu.values).toHaveLength(121);
		expect(report.history).toMatchObject({ step_seconds: 30, via: 'recorded' });

		const [head, ...rows] = csv.stdout.trimEnd().split('\r\n');
		expect(head).toContain(',"host.cpu.ratio{job=""node"",instance=""box:9100""}"');
		expect(rows).toHaveLength(145);
		const busy = rows.find(row => row.startsWith(new Date(busyFrom + 20 * minute).toISOString()))!;
		expect(Number(busy.split(',')[1])).toBeCloseTo(0.9, 5);
		expect(rows.filter(row => /Z,+$/.test(row)).length).toBeGreaterThan(50);

		expect(before.status).toBe(3);
		expect(before.stdout).toContain(`Its numbers begin at ${new Date(server.begins).toISOString()}.`);
		expect([future.status, future.stdout]).toEqual([2, '']);
		expect(future.stderr).toContain('That time is still to come');
	});

	it('is refused in plain words where it is too much for the server', async () => {
		const more = ['--query.max-samples=2000', '--storage.tsdb.no-lockfile'];
		const small = await startOnData(parts, server.data, more);
		const limited = sourceOf(small.url);
		try {
			const window = { end: server.story.end, span: 6 * hour, step: 30_000 };
			await expect(limited.range(metricIds, window, signal)).rejects.toMatchObject({
				code: 'prometheus',
				message: expect.stringMatching(/says: query processing would load too many samples/),
				hint: expect.stringMatching(/^Ask for a shorter window/),
			});
		} finally {
			limited.close();
			await small.child.stop();
		}
	});

	it.each([6 * hour, 30 * 24 * hour])(
		'tells what happened in %d ms: exactly where a time was recorded, else between two looks',
		async span => {
			const { story } = server;
			const events = await source.events({ end: story.end, span }, signal);
			expect(events.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
				'host.booted box:9100',
				'container.started ollama',
				'prometheus.started localhost:9090',
				'container.gone worker',
				'alert.firing HostCpuHigh',
				'alert.resolved HostCpuHigh',
			]);
			const [booted, started, prometheus, gone, firing, resolved] = events;
			expect([booted, started, prometheus].map(event => [event!.at, event!.within])).toEqual([
				[story.booted, 0],
				[story.restarted, 0],
				[story.prometheusStarted, 0],
			]);
			expect(started!.labels.id).toContain(madeIds.ollama);
			expect(firing).toMatchObject({ severity: 'warning', since: story.alert.pending });
			// A series that merely stops is looked at for another five minutes: made samples have no marks of their end.
			const late = 5 * minute;
			for (const [event, time] of [
				[gone, story.ended - madeStep + late],
				[firing, story.alert.firing],
				[resolved, story.alert.resolved - madeStep + late],
			] as const) {
				expect(event!.at).toBeGreaterThanOrEqual(time);
				expect(event!.at - event!.within).toBeLessThanOrEqual(time);
			}
		},
	);

	it('tells in a month what happened in its last minutes, as an hour does, and nothing twice', async () => {
		const { booted, restarted, ended, prometheusStarted, alert, start } = server.story;
		const kinds = async (end: number, span: number) =>
			(await source.events({ end, span }, signal)).map(({ kind, subject }) => `${kind} ${subject}`);
		const last: (string | undefined)[] = [];
		for (const time of [booted, restarted, prometheusStarted, ended, alert.firing, alert.resolved]) {
			// A series that merely stops is looked at for another five minutes.
			const end = time + 7 * minute + 11_000;
			const month = await kinds(end, 30 * 24 * hour);
			expect(month).toEqual(await kinds(end, end - start - minute));
			last.push(month.at(-1));
		}
		expect(last).toEqual([
			'host.booted box:9100',
			'container.started ollama',
			'prometheus.started localhost:9090',
			'container.gone worker',
			'alert.firing HostCpuHigh',
			'alert.resolved HostCpuHigh',
		]);
	});

	it('tells what changed against yesterday and last week, and when that cannot be told', async () => {
		const { end, busyFrom } = server.story;
		const changesAt = async (at: number) => {
			const [{ readings }, usual] = [await source.read(signal, { at }), await readUsual(source, at, signal)];
			return compare(readings, usual);
		};
		const { changes, compared } = await changesAt(end);
		expect(compared).toBeGreaterThan(20);
		expect(changes.map(({ words }) => words)).toContain('CPU 90.0%, usually 20.0%');
		expect(changes.map(({ words }) => words)).toContain('Connections 40, usually 4');
		expect((await changesAt(busyFrom - 3 * hour)).compared).toBe(0);
		const calm = await readUsual(source, end, signal);
		expect(calm.find(({ id }) => id === 'host.cpu.ratio')!.values).toHaveLength(26);
	});
});
