import { describe, expect, it } from 'vitest';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import { fingerprintsOf, groupOf, marker, ruleGroups } from '../../src/metrics/rules.ts';
import { metricsWith, noParts, optionalGroups } from '../../src/sources/optional-groups.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { recordedQuery } from '../../src/sources/prometheus-queries.ts';
import { type Asked, recordedAnswer, sendJson, startFakePrometheus, withoutRules } from './fake-prometheus.ts';

/** What every machine has, as the one did whose answers these are. */
const everywhere = metricsWith(noParts).filter(id => !optionalGroups.has(groupOf(id)));

const { signal } = new AbortController();

const sourceOf = (url: string) => createPrometheusSource({ url, thisHostName: 'vm' });

const isRecorded = ({ form }: Asked): boolean => form.get('query') === recordedQuery;

const bodyFor = (asked: Asked, hasRules: boolean): string => {
	if (asked.path.endsWith('/targets')) return recordedAnswer('targets');
	if (isRecorded(asked)) return hasRules ? recordedAnswer('recorded') : withoutRules(recordedAnswer('recorded'));
	return hasRules ? recordedAnswer('raw') : withoutRules(recordedAnswer('raw'));
};

// A database that is no replica, and a cAdvisor from before it knew of health.
const unknown: readonly MetricId[] = ['postgres.replication_lag_seconds', 'container.healthy'];

describe('a Prometheus with our rules', () => {
	it('is asked once a snapshot, by POST, for its own present', async () => {
		await using fake = await startFakePrometheus((response, asked) => sendJson(response, bodyFor(asked, true)));
		const source = sourceOf(`${fake.url}/path/`);
		const first = await source.read(signal);
		await source.read(signal);
		source.close();
		expect(first.via).toBe('recorded');
		expect(fake.asked).toHaveLength(2);
		expect(fake.asked[1]!.clientPort).toBe(fake.asked[0]!.clientPort);
		for (const { method, path, headers, form } of fake.asked) {
			expect({ method, path }).toEqual({ method: 'POST', path: '/path/api/v1/query' });
			expect(headers['content-type']).toContain('application/x-www-form-urlencoded');
			expect([...form.keys()]).toEqual(['query', 'nocache']);
		}
	});

	it('gives every metric it has, with its age', async () => {
		await using fake = await startFakePrometheus((response, asked) => sendJson(response, bodyFor(asked, true)));
		const source = sourceOf(fake.url);
		const { readings, targets, alerts, host, at } = await source.read(signal);
		source.close();
		expect(everywhere.filter(id => !readings[id])).toEqual(unknown);
		expect(host?.name).toBe('vm');
		expect(alerts).toEqual([]);
		expect(targets.map(({ job, isUp }) => [job, isUp])).toEqual([
			['node', true],
			['cadvisor', true],
			['postgres', true],
		]);
		for (const target of targets) expect(at - target.at!).toBeLessThan(2000);
		for (const reading of Object.values(readings).flat()) {
			expect(reading.at).toBeLessThanOrEqual(at);
			expect(at - reading.at).toBeLessThan(5000);
		}
		expect(Object.keys(readings['container.cpu_cores']![0]!.labels).toSorted()).toEqual([
			'id',
			'instance',
			'job',
			'name',
		]);
		expect(readings['host.filesystem.size_bytes']!.map(({ labels }) => labels.mountpoint)).toEqual(['/']);
	});

	it('is asked for an earlier instant by its time', async () => {
		await using fake = await startFakePrometheus((response, asked) => sendJson(response, bodyFor(asked, true)));
		const source = sourceOf(fake.url);
		await source.read(signal, { at: 1_700_000_000_500 });
		source.close();
		expect(fake.asked[0]?.form.get('time')).toBe('1700000000.5');
	});
});

describe('a Prometheus without our rules', () => {
	it('is asked for the raw metrics, once a snapshot as soon as its intervals are known', async () => {
		await using fake = await startFakePrometheus((response, asked) => sendJson(response, bodyFor(asked, false)));
		const source = sourceOf(fake.url);
		const first = await source.read(signal);
		expect(first.via).toBe('raw');
		expect(fake.asked.map(({ path }) => path)).toEqual(['/api/v1/query', '/api/v1/query', '/api/v1/targets']);
		expect(fake.asked[2]?.form.toString()).toBe('state=active');
		await source.read(signal);
		source.close();
		expect(fake.asked).toHaveLength(4);
		expect(fake.asked[3]?.form.get('query')).toContain(marker);
		expect(everywhere.filter(id => !first.readings[id])).toEqual(unknown);
	});

	it('changes to recorded series when the rules appear, and back when they are of another version', async () => {
		let hasRules = false;
		const postgres = fingerprintsOf(ruleGroups.find(({ name }) => name === 'postgres')!);
		let rules = postgres;
		await using fake = await startFakePrometheus((response, asked) =>
			sendJson(response, bodyFor(asked, hasRules).replaceAll(postgres, rules)),
		);
		const source = sourceOf(fake.url);
		const via = async () => (await source.read(signal)).via;
		expect(await via()).toBe('raw');
		hasRules = true;
		expect(await via()).toBe('raw');
		expect(await via()).toBe('recorded');
		// One of them is another one.
		rules = postgres.replace(/^\S+/, 'other1');
		expect(await via()).toBe('raw');
		expect(await via()).toBe('raw');
		source.close();
	});

	it('is asked for what only some machines have once it has it, and then at once', async () => {
		let models: readonly unknown[] = [];
		await using fake = await startFakePrometheus((response, asked) => {
			const answer = JSON.parse(bodyFor(asked, false));
			const result = asked.path.endsWith('/query') ? [...answer.data.result, ...models] : answer.data.result;
			sendJson(response, JSON.stringify({ ...answer, data: { ...answer.data, result } }));
		});
		const source = sourceOf(fake.url);
		const asks = async () => {
			const before = fake.asked.length;
			await source.read(signal);
			return fake.asked.slice(before).map(({ form }) => form.toString().includes('ollama_model_size_bytes'));
		};
		await asks();
		expect(await asks()).toEqual([false]);
		models = [{ metric: { aixcl: 'llm.up', job: 'ollama', instance: 'o' }, value: [1_700_000_000, '1'] }];
		// All of it is more than one query may be long.
		expect(await asks()).toEqual([false, true, false]);
		expect(await asks()).toEqual([true, false]);
		models = [];
		expect([await asks(), await asks()]).toEqual([[true, false], [false]]);
		source.close();
	});

	it('is asked for GPUs only as the exporters call them that it has', async () => {
		let signs: readonly string[] = [];
		await using fake = await startFakePrometheus((response, asked) => {
			const answer = JSON.parse(bodyFor(asked, false));
			const isSnapshot = asked.path.endsWith('/query');
			const found = signs.map(sign => ({ metric: { aixcl: 'sign', sign }, value: [1_700_000_000, '1'] }));
			const result = isSnapshot ? [...answer.data.result, ...found] : answer.data.result;
			sendJson(response, JSON.stringify({ ...answer, data: { ...answer.data, result } }));
		});
		const source = sourceOf(fake.url);
		const asks = async () => {
			const before = fake.asked.length;
			await source.read(signal);
			const text = fake.asked
				.slice(before)
				.map(({ form }) => form.get('query'))
				.join('\n');
			return ['nvidia_smi_pstate', 'DCGM_FI_DEV_PSTATE', 'macmon_fan_speed_rpm'].filter(name => text.includes(name));
		};
		await asks();
		expect(await asks()).toEqual([]);
		signs = ['nvidia_smi_gpu_info'];
		expect(await asks()).toEqual(['nvidia_smi_pstate']);
		signs = ['nvidia_smi_gpu_info', 'DCGM_FI_DEV_FB_USED'];
		expect(await asks()).toEqual(['nvidia_smi_pstate', 'DCGM_FI_DEV_PSTATE']);
		signs = [];
		await asks();
		expect(await asks()).toEqual([]);
		source.close();
	});

	const inDiscovered = (text: string) =>
		text.replaceAll(/"scrapeInterval":\s*"1m30s"/g, '"discoveredLabels":{"__scrape_interval__":"1m30s"}');
	const refused = () => '{"status":"error"}';
	it.each([
		['its targets', (slow: string) => slow, [], '[360s]'],
		['what another server says of its targets', inDiscovered, [], '[360s]'],
		['when they were scraped', refused, [10, 100, 190, 290], '[360s]'],
		['when they were scraped, where they are new', refused, [299, 300], '[60s]'],
		['nothing, where there is one scrape only', refused, [300], '[60s]'],
	])('has a rate window of four scrapes and a minute at least, learnt from %s', async (_, targets, times, window) => {
		const slow = recordedAnswer('targets').replaceAll(/"scrapeInterval":\s*"1s"/g, '"scrapeInterval":"1m30s"');
		const scrapes = JSON.parse(recordedAnswer('targets')).data.activeTargets.map((target: { labels: unknown }) => ({
			metric: target.labels,
			values: times.map(time => [time, '1']),
		}));
		await using fake = await startFakePrometheus((response, asked) => {
			if (asked.path.endsWith('/targets')) return sendJson(response, targets(slow));
			if (asked.form.get('query') !== 'up[5m]') return sendJson(response, bodyFor(asked, false));
			return sendJson(response, JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: scrapes } }));
		});
		const source = sourceOf(fake.url);
		await source.read(signal);
		await source.read(signal);
		source.close();
		expect(fake.asked.at(-1)?.form.get('query')).toContain(window);
	});
});

it('is asked for the past as for the present: by the raw metrics alone, where there are no rules', async () => {
	await using fake = await startFakePrometheus((response, asked) => sendJson(response, bodyFor(asked, false)));
	const source = sourceOf(fake.url);
	await source.read(signal);
	const before = fake.asked.length;
	expect((await source.read(signal, { at: 1_700_000_000_000 })).via).toBe('raw');
	const asked = fake.asked.slice(before).map(({ form }) => form.get('query') ?? '');
	// What was not there in the present may have been there then; VictoriaMetrics takes no more than 16 KiB at once.
	expect(asked.join(' ')).toContain('DCGM_FI_DEV_GPU_UTIL');
	expect(asked.filter(query => query.length >= 16_384)).toEqual([]);
	await source.read(signal, { at: 1_700_000_000_000 });
	source.close();
	expect(fake.asked).toHaveLength(before + asked.length);
});

describe('several answers to one question', () => {
	it('picks the host that was asked for, and says nothing of another where it is not there', async () => {
		const answer = JSON.parse(recordedAnswer('recorded'));
		const isNode = ({ metric }: { metric: { job?: string } }) => metric.job === 'node';
		const twin = answer.data.result.filter(isNode).map(({ metric, value }: { metric: object; value: unknown }) => ({
			metric: { ...metric, instance: 'other:9100', ...('nodename' in metric ? { nodename: 'other' } : {}) },
			value,
		}));
		answer.data.result.push(...twin);
		await using fake = await startFakePrometheus(response => sendJson(response, JSON.stringify(answer)));
		const source = sourceOf(fake.url);
		const read = (host?: string) => source.read(signal, host === undefined ? {} : { host });
		expect((await read()).host?.name).toBe('vm');
		const { host, hosts, readings } = await read('other');
		expect(hosts).toHaveLength(2);
		expect(host?.instance).toBe('other:9100');
		expect(readings['host.cpu.ratio']!.map(({ labels }) => labels.instance)).toEqual(['other:9100']);
		const missing = await read('elsewhere');
		source.close();
		expect(missing.host).toBeUndefined();
		expect(missing.readings['host.cpu.ratio']).toBeUndefined();
	});

	it('says nothing of a target that is down, and keeps the host that it was', async () => {
		let isDown = false;
		const body = () => {
			const answer = JSON.parse(recordedAnswer('recorded'));
			const up = answer.data.result.find(({ metric }: { metric: Record<string, string> }) => {
				return metric.__name__ === 'up' && metric.job === 'node';
			});
			if (isDown) up.value[1] = '0';
			return JSON.stringify(answer);
		};
		await using fake = await startFakePrometheus(response => sendJson(response, body()));
		const source = sourceOf(fake.url);
		expect((await source.read(signal)).readings['host.load1']).toHaveLength(1);
		isDown = true;
		const { readings, host, targets } = await source.read(signal);
		source.close();
		expect(readings['host.load1']).toBeUndefined();
		expect(readings['host.cpu.ratio']).toBeUndefined();
		expect(readings['postgres.up']).toHaveLength(1);
		expect(host?.name).toBe('vm');
		expect(targets.find(({ job }) => job === 'node')?.isUp).toBe(false);
	});

	it('tells alerts with their state and labels', async () => {
		const answer = JSON.parse(recordedAnswer('recorded'));
		const metric = { __name__: 'ALERTS', alertname: 'DiskFull', severity: 'critical', device: '/dev/vda' };
		answer.data.result.push(
			{ metric: { ...metric, alertstate: 'firing' }, value: [1, '1'] },
			{ metric: { ...metric, alertstate: 'pending', alertname: 'Slow' }, value: [1, '1'] },
		);
		await using fake = await startFakePrometheus(response => sendJson(response, JSON.stringify(answer)));
		const source = sourceOf(fake.url);
		const { alerts } = await source.read(signal);
		source.close();
		expect(alerts).toEqual([
			{ name: 'DiskFull', state: 'firing', severity: 'critical', labels: { device: '/dev/vda' } },
			{ name: 'Slow', state: 'pending', severity: 'critical', labels: { device: '/dev/vda' } },
		]);
	});
});
