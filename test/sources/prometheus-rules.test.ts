import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { parseActiveAlerts } from '../../src/sources/prometheus-rules.ts';
import { startFakePrometheus } from './fake-prometheus.ts';

const recorded = readFileSync(new URL('answers/rules.json', import.meta.url), 'utf8');

test('reads the active alerts of a real answer, the firing ones first', () => {
	const alerts = parseActiveAlerts(recorded, 'here');
	expect(alerts.map(({ name, state }) => [name, state])).toEqual([
		['HostCpuHigh', 'firing'],
		['Odd', 'firing'],
		['ContainerUnhealthy', 'pending'],
	]);
	const [cpu, odd, container] = alerts;
	expect(cpu).toMatchObject({
		severity: 'warning',
		labels: { instance: 'gpu-box:9100', job: 'node' },
		annotations: { summary: 'CPU 93.1% on gpu-box' },
		value: 0.931,
		query: 'vector(0.931) > 0.8',
		holdFor: 0,
	});
	expect(cpu!.activeAt).toBeGreaterThan(Date.UTC(2026, 0));
	expect(odd!.value).toBe(Number.POSITIVE_INFINITY);
	expect(container).toMatchObject({ severity: 'critical', holdFor: 3_600_000, labels: { name: 'postgres' } });
});

test('an alert that cannot be understood loses only itself', () => {
	const body = JSON.stringify({
		status: 'success',
		data: {
			groups: [
				null,
				{ rules: 3 },
				{
					rules: [
						{ name: 'A', alerts: [{ labels: 7 }, { labels: {}, state: 'inactive' }, { labels: {}, state: 'firing' }] },
					],
				},
			],
		},
	});
	expect(parseActiveAlerts(body, 'here')).toMatchObject([
		{ name: 'A', state: 'firing', value: undefined, activeAt: undefined },
	]);
});

test('what alerts say cannot move the cursor', () => {
	const body = recorded.replaceAll('CPU 93.1% on gpu-box', 'CPU \\u001b]52;c;AAAA\\u0007 \\u202egnp');
	expect(parseActiveAlerts(body, 'here')[0]!.annotations.summary).toBe('CPU ␛ <U+202E>gnp');
});

test('asks only for the rules of alerts', async () => {
	await using prometheus = await startFakePrometheus(response => response.writeHead(200).end(recorded));
	const source = createPrometheusSource({ url: prometheus.url, thisHostName: 'here' });
	const alerts = await source.alerts(new AbortController().signal);
	source.close();
	expect(alerts).toHaveLength(3);
	expect(prometheus.asked.map(({ method, path, form }) => [method, path, form.toString()])).toEqual([
		['GET', '/api/v1/rules', 'type=alert'],
	]);
});

test('anything else is an error that says so', () => {
	for (const body of ['', '{}', '{"status":"success","data":{}}', '<html>'])
		expect(() => parseActiveAlerts(body, 'here')).toThrow(expect.objectContaining({ name: 'AixclError' }));
});
