import { hostname } from 'node:os';
import { afterEach, expect, it } from 'vitest';
import { detailIds, type MetricId, metricIds } from '../../src/metrics/catalogue/catalogue.ts';
import type { Series } from '../../src/metrics/history.ts';
import { groupOf, marker, ruleGroups } from '../../src/metrics/rules.ts';
import type { Snapshot } from '../../src/metrics/snapshot.ts';
import { optionalGroups } from '../../src/sources/optional-groups.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { startMaskingProxy } from './masking-proxy.ts';
import { describeRig } from './require-rig.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();

const sourceOf = (url: string) => createPrometheusSource({ url, thisHostName: hostname() });

/** When a group of rules was last evaluated, in milliseconds. */
const evaluatedAt = async (url: string, group: string): Promise<number> => {
	const body = new URLSearchParams({ query: `timestamp(${marker}{group="${group}"})` });
	const answer = await fetch(`${url}/api/v1/query`, { method: 'POST', body });
	return (
		Number(((await answer.json()) as { data: { result: { value: [number, string] }[] } }).data.result[0]!.value[1]) *
		1000
	);
};

const valuesOf = ({ readings }: Snapshot, id: MetricId): Readonly<Record<string, number>> =>
	Object.fromEntries(
		(readings[id] ?? []).map(({ labels, value }) => [JSON.stringify(Object.entries(labels).toSorted()), value]),
	);

const differences = (recorded: Snapshot, raw: Snapshot, ids: readonly MetricId[]): string[] =>
	ids.flatMap(id => {
		const [a, b] = [valuesOf(recorded, id), valuesOf(raw, id)];
		return [...new Set([...Object.keys(a), ...Object.keys(b)])]
			.filter(key => !(Math.abs(a[key]! - b[key]!) <= 1e-9 * Math.abs(b[key]!)))
			.map(key => `${id} ${key}: ${a[key]} recorded, ${b[key]} raw`);
	});

describeRig('a real Prometheus', rig => {
	afterEach(() => rig.prometheus.start());

	it('gives the same values by recorded series and by the exporters\u2019 own', async () => {
		const { prometheusUrl } = rig;
		await using proxy = await startMaskingProxy(prometheusUrl, () => true);
		const [recordedSource, rawSource] = [sourceOf(prometheusUrl), sourceOf(proxy.url)];
		for (const { name } of ruleGroups.filter(group => !optionalGroups.has(group.name))) {
			const ids = metricIds.filter(id => groupOf(id) === name);
			let found = ['nothing was compared'];
			await waitUntil(
				async () => {
					const at = await evaluatedAt(prometheusUrl, name);
					const [recorded, raw] = await Promise.all([
						recordedSource.read(signal, { at }),
						rawSource.read(signal, { at }),
					]);
					expect([recorded.via, raw.via]).toEqual(['recorded', 'raw']);
					expect(ids.filter(id => raw.readings[id])).not.toHaveLength(0);
					found = differences(recorded, raw, ids);
					return found.length === 0;
				},
				// A scrape that is under way while rules are evaluated is in the one and not in the other.
				{ what: `${name} to be the same both ways`, why: () => found.join('\n') },
			);
		}
		recordedSource.close();
		rawSource.close();
	});

	it('tells what PostgreSQL is busy with when that is looked at', async () => {
		const source = sourceOf(rig.prometheusUrl);
		const found = await source.details(detailIds, signal);
		source.close();
		const applications = found['postgres.connections.by_application'] ?? [];
		const connected = Number(
			await rig.psql(
				"select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
			),
		);
		const counted = applications.reduce((sum, { value }) => sum + value, 0);
		expect(Math.abs(counted - connected)).toBeLessThanOrEqual(2);
		for (const id of ['postgres.locks', 'postgres.transactions.longest_seconds', 'postgres.wal.size_bytes'] as const)
			expect(found[id]?.length, id).toBeGreaterThan(0);
		expect(Object.keys(found).filter(id => !(detailIds as readonly string[]).includes(id))).toEqual([]);
	});

	// It is no replica, and none of its containers has a health check.
	const unknown = ['postgres.replication_lag_seconds', 'container.healthy'];

	it('knows every metric but what there is nothing of, none older than two scrapes and two evaluations', async () => {
		const source = sourceOf(rig.prometheusUrl);
		const missing = ({ readings }: Pick<Snapshot, 'readings'>) =>
			metricIds.filter(id => !readings[id] && !optionalGroups.has(groupOf(id)));
		let lacking: readonly string[] = [];
		const { readings, at, host, targets } = await waitUntil(
			async () => {
				const snapshot = await source.read(signal);
				// A rate comes once its series is as old as the window.
				lacking = missing(snapshot);
				return lacking.length === unknown.length && snapshot;
			},
			{ what: 'rates', seconds: 100, why: () => `without ${lacking.join(', ')}` },
		);
		source.close();
		expect(missing({ readings })).toEqual(unknown);
		expect(host?.name).toBe(hostname());
		expect(targets.map(({ job, isUp }) => `${job} ${isUp}`).toSorted()).toEqual([
			'cadvisor true',
			'node true',
			'postgres true',
		]);
		const oldest = Math.min(...Object.values(readings).flatMap(list => list.map(reading => reading.at)));
		expect(at - oldest).toBeLessThan(4000 * rig.intervalSeconds);
		const ids = readings['container.cpu_cores']!.map(({ labels }) => /[0-9a-f]{64}/.exec(labels.id!)![0]);
		expect(ids.toSorted()).toEqual(rig.watched.map(name => rig.containers[name]).toSorted());
		expect(readings['container.memory_limit_bytes']!.map(({ labels, value }) => [labels.name, value])).toEqual([
			['busy', 64 * 1024 * 1024],
		]);
	});

	it('is asked once a snapshot, and changes ways when rules come and go', async () => {
		let isMasked = true;
		await using proxy = await startMaskingProxy(rig.prometheusUrl, () => isMasked);
		const source = sourceOf(proxy.url);
		const ways: string[] = [];
		const read = async () => {
			const before = proxy.asked.length;
			ways.push(`${(await source.read(signal)).via} by ${proxy.asked.length - before}`);
		};
		for (const masked of [true, true, false, false, false, true, true]) {
			isMasked = masked;
			await read();
		}
		source.close();
		expect(ways).toEqual([
			'raw by 3',
			'raw by 1',
			'raw by 1',
			'recorded by 1',
			'recorded by 1',
			'raw by 2',
			'raw by 1',
		]);
	});

	it('has the same past by recorded series and by the exporters\u2019 own', async () => {
		await using proxy = await startMaskingProxy(rig.prometheusUrl, () => true);
		const [recordedSource, rawSource] = [sourceOf(rig.prometheusUrl), sourceOf(proxy.url)];
		await Promise.all([recordedSource.read(signal), rawSource.read(signal)]);
		const ids = ['host.memory.total_bytes', 'host.filesystem.size_bytes', 'postgres.connections.max'] as const;
		const known = (series: readonly Series[] = []) =>
			series.flatMap(({ values }) => values.filter(value => value !== undefined));
		const [recorded, raw] = await waitUntil(
			async () => {
				const window = { end: Date.now(), span: 20_000, step: 2000 };
				const both = await Promise.all([
					recordedSource.range(ids, window, signal),
					rawSource.range(ids, window, signal),
				]);
				return both.every(({ series }) => ids.every(id => known(series[id]).length > 1)) && both;
			},
			{ what: 'a past of some seconds' },
		);
		recordedSource.close();
		rawSource.close();
		for (const id of ids) expect(new Set(known(recorded.series[id])), id).toEqual(new Set(known(raw.series[id])));
	});

	it('is survived when it dies and when it hangs', async () => {
		const source = sourceOf(rig.prometheusUrl);
		const answers = () => source.read(signal).then(({ via }) => via);
		expect(await answers()).toBe('recorded');
		await rig.prometheus.kill();
		await expect(source.read(signal)).rejects.toMatchObject({
			code: 'prometheus',
			message: expect.stringMatching(/refused|cut/),
		});
		await rig.prometheus.start();
		await waitUntil(async () => (await answers()) === 'recorded', { what: 'an answer after its death' });
		await rig.prometheus.pause();
		try {
			await expect(source.read(signal)).rejects.toThrow(/did not answer within 3 s/);
		} finally {
			await rig.prometheus.resume();
		}
		await waitUntil(async () => (await answers()) === 'recorded', { what: 'an answer after its pause' });
		source.close();
	});

	it('says nothing of a host whose exporter is gone, and tells the target', async () => {
		const source = sourceOf(rig.prometheusUrl);
		expect((await source.read(signal)).readings['host.load1']).toHaveLength(1);
		await rig.nodeExporter.kill();
		try {
			const { readings, host } = await waitUntil(
				async () => {
					const snapshot = await source.read(signal);
					return snapshot.targets.some(({ job, isUp }) => job === 'node' && !isUp) && snapshot;
				},
				{ what: 'the target to be down' },
			);
			expect(Object.keys(readings).filter(id => id.startsWith('host.'))).toEqual([]);
			expect(host?.name).toBe(hostname());
			expect(readings['postgres.up']?.[0]?.value).toBe(1);
		} finally {
			await rig.nodeExporter.start();
		}
		await waitUntil(async () => (await source.read(signal)).readings['host.cpu.ratio'], { what: 'its numbers again' });
		source.close();
	});
});
