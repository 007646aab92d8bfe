import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { metricIds } from '../../src/metrics/catalogue/catalogue.ts';
import type { History } from '../../src/metrics/history.ts';
import type { Readings } from '../../src/metrics/snapshot.ts';
import { windows } from '../../src/metrics/window.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import type { Source } from '../../src/sources/source.ts';
import { type PastServer, startPastServer } from './past-server.ts';
import { describeRig } from './require-rig.ts';
import { jobsOf, startVictoriaMetrics, type VictoriaMetrics } from './victoria-metrics.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();
const minute = 60_000;

/** What differs by more than one part in a thousand; times of day and uptimes may be one scrape apart. */
const differences = (ours: ReadonlyMap<string, number>, theirs: ReadonlyMap<string, number>): readonly string[] =>
	[...new Set([...ours.keys(), ...theirs.keys()])].flatMap(key => {
		const [a = Number.NaN, b = Number.NaN] = [ours.get(key), theirs.get(key)];
		const tolerance = key.startsWith('host.uptime_seconds') ? 15 : 1e-3 * Math.max(Math.abs(a), 1e-6);
		return Math.abs(a - b) <= tolerance ? [] : [`${key}: ${a} and ${b}`];
	});

const keyOf = (id: string, labels: Readonly<Record<string, string>>) =>
	`${id} ${JSON.stringify(Object.entries(labels).toSorted())}`;

const valuesOf = (readings: Readings): ReadonlyMap<string, number> =>
	new Map(
		Object.entries(readings).flatMap(([id, list]) => list.map(({ labels, value }) => [keyOf(id, labels), value])),
	);

const pointsOf = ({ series, start, step }: History): ReadonlyMap<string, number> =>
	new Map(
		Object.entries(series).flatMap(([id, list]) =>
			list.flatMap(({ labels, values }) =>
				values.flatMap((value, index) =>
					value === undefined ? [] : [[`${keyOf(id, labels)} ${start + index * step}`, value] as const],
				),
			),
		),
	);

describeRig('a VictoriaMetrics that scrapes what a Prometheus scrapes', rig => {
	let server: VictoriaMetrics;
	let source: Source;

	beforeAll(async () => {
		server = await startVictoriaMetrics(await jobsOf(rig.prometheusUrl));
		source = createPrometheusSource({ url: server.url, thisHostName: hostname() });
	});

	afterAll(async () => {
		source?.close();
		await server?.[Symbol.asyncDispose]();
	});

	it('gives the same present: targets, host, containers, gauges, and every age', async () => {
		const ours = createPrometheusSource({ url: rig.prometheusUrl, thisHostName: hostname() });
		let missing: readonly string[] = [];
		const [theirs, snapshot] = await waitUntil(
			async () => {
				const both = await Promise.all([ours.read(signal), source.read(signal)]);
				const [a, b] = both.map(({ readings }) => new Set(valuesOf(readings).keys()));
				missing = [
					...[...a!].filter(key => !b!.has(key)).map(key => `only Prometheus knows ${key}`),
					...[...b!].filter(key => !a!.has(key)).map(key => `only VictoriaMetrics knows ${key}`),
				];
				return both[0]!.readings['host.disk.busy_ratio'] && missing.length === 0 && both;
			},
			// A rate comes once its series is as old as the window.
			{ what: 'both to know the same', seconds: 200, why: () => missing.join('\n') },
		);
		ours.close();
		expect(snapshot.via).toBe('raw');
		expect(snapshot.host?.name).toBe(hostname());
		expect(snapshot.targets.map(({ job, instance, isUp }) => `${job} ${instance} ${isUp}`).toSorted()).toEqual(
			theirs.targets.map(({ job, instance, isUp }) => `${job} ${instance} ${isUp}`).toSorted(),
		);
		for (const id of [
			'host.cpu.cores',
			'host.memory.total_bytes',
			'host.filesystem.size_bytes',
			'host.info',
			'postgres.up',
			'postgres.connections.max',
			'container.memory_limit_bytes',
		] as const) {
			const only = (readings: Readings) => valuesOf({ [id]: readings[id] ?? [] });
			expect(differences(only(theirs.readings), only(snapshot.readings)), id).toEqual([]);
		}
		// Half a minute is hidden from who does not ask for the latest.
		const oldest = Math.min(...Object.values(snapshot.readings).flatMap(list => list.map(({ at }) => at)));
		expect(snapshot.at - oldest).toBeLessThan(20_000);
		expect(Math.abs(source.skew!)).toBeLessThan(5000);
	}, 240_000);

	it('has no rules, and so no alerts', async () => {
		expect(await source.alerts(signal)).toEqual([]);
		expect(await source.alerts(signal, { at: Date.now() - 5000 })).toEqual([]);
	});

	it('says nothing of a host whose exporter is gone', async () => {
		await rig.nodeExporter.kill();
		try {
			const { readings, targets } = await waitUntil(
				async () => {
					const snapshot = await source.read(signal);
					return snapshot.targets.some(({ job, isUp }) => job === 'node' && !isUp) && snapshot;
				},
				{ what: 'the target to be down' },
			);
			expect(Object.keys(readings).filter(id => id.startsWith('host.'))).toEqual([]);
			expect(targets).toHaveLength(3);
		} finally {
			await rig.nodeExporter.start();
		}
	});
});

describeRig('a VictoriaMetrics with the past of a Prometheus', () => {
	let past: PastServer;
	let server: VictoriaMetrics;
	let ours: Source;
	let theirs: Source;

	beforeAll(async () => {
		[past, server] = await Promise.all([startPastServer(), startVictoriaMetrics([])]);
		for (const { series, span, step } of past.made) await server.add(series, span, step);
		const sourceOf = (url: string) => createPrometheusSource({ url, thisHostName: 'box', now: () => past.story.end });
		[ours, theirs] = [sourceOf(past.url), sourceOf(server.url)];
	});

	afterAll(async () => {
		ours?.close();
		theirs?.close();
		await Promise.all([past?.[Symbol.asyncDispose](), server?.[Symbol.asyncDispose]()]);
	});

	it('gives the same instants, though none of it was recorded there', async () => {
		for (const at of [past.story.end - 10 * minute, past.story.restarted - 20 * minute, past.begins + 30 * minute]) {
			const [a, b] = await Promise.all([ours.read(signal, { at }), theirs.read(signal, { at })]);
			expect([a.via, b.via, b.at]).toEqual(['recorded', 'raw', at]);
			expect(valuesOf(b.readings).size).toBeGreaterThan(30);
			// It runs on from one evaluation of the rules to the next.
			const runsOn = (difference: string) => difference.startsWith('host.uptime_seconds');
			const found = differences(valuesOf(a.readings), valuesOf(b.readings));
			expect(found.filter(difference => !runsOn(difference))).toEqual([]);
			const [up, upRaw] = [a, b].map(({ readings }) => readings['host.uptime_seconds']![0]!.value);
			expect(Math.abs(up! - upRaw!)).toBeLessThanOrEqual(30);
		}
	});

	it('gives the same windows', async () => {
		const ids = ['host.cpu.ratio', 'host.memory.used_bytes', 'container.cpu_cores', 'postgres.connections'] as const;
		const { end, booted, restarted } = past.story;
		const [{ span, step }] = windows;
		for (const window of [
			{ end, span, step },
			{ end: booted - 10 * minute, span, step },
			{ end: restarted + 2 * span, span, step },
		]) {
			const [a, b] = await Promise.all([ours, theirs].map(source => source.range(ids, window, signal)));
			expect([a!.via, b!.via]).toEqual(['recorded', 'raw']);
			expect(pointsOf(b!).size).toBeGreaterThan(400);
			// Where something changes, a rate is a matter of which two samples it is between.
			const moment = (key: string) => Number(/ (\d+)$/.exec(key)![1]);
			const isCalm = (key: string) =>
				[past.story.busyFrom, past.story.ended].every(time => moment(key) < time || moment(key) > time + 6 * minute);
			const calm = (points: ReadonlyMap<string, number>) => new Map([...points].filter(([key]) => isCalm(key)));
			expect(differences(calm(pointsOf(a!)), calm(pointsOf(b!)))).toEqual([]);
		}
		const month = await theirs.range(metricIds, { end, span: windows[3].span, step: windows[3].step }, signal);
		expect(pointsOf(month).size).toBeGreaterThan(50);
	});

	it('begins at the same time, had the same alerts, and the same things happened', async () => {
		expect(await theirs.reach(signal)).toBe(await ours.reach(signal));
		const { alert, end } = past.story;
		const at = alert.firing + 6 * minute;
		const alerts = async (source: Source) =>
			(await source.alerts(signal, { at })).map(({ name, state, activeAt }) => [name, state, activeAt]);
		expect(await alerts(theirs)).toEqual([['HostCpuHigh', 'firing', alert.pending]]);
		expect(await alerts(ours)).toEqual(await alerts(theirs));
		const events = async (source: Source) => await source.events({ end, span: 6 * 60 * minute }, signal);
		const [a, b] = [await events(ours), await events(theirs)];
		expect(b.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(
			a.map(({ kind, subject }) => `${kind} ${subject}`),
		);
		// Prometheus looks for five minutes at a series that merely stops, the other as long as its samples are apart.
		for (const [index, event] of b.entries()) expect(Math.abs(event.at - a[index]!.at)).toBeLessThanOrEqual(5 * minute);
	});
});
