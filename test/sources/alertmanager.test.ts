import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sentOf } from '../../src/metrics/silence.ts';
import { createAlertmanager } from '../../src/sources/alertmanager.ts';
import { parseSentAlerts, parseSilences } from '../../src/sources/alertmanager-answer.ts';
import { clean } from '../../src/text/clean.ts';
import { startFakePrometheus } from './fake-prometheus.ts';

/** An answer of a real Alertmanager 0.33, as it was recorded. */
const recorded = (name: 'alerts' | 'silences') =>
	readFileSync(new URL(`answers/alertmanager-${name}.json`, import.meta.url), 'utf8');

const answersOf = (path: string) => (path === '/api/v2/silences' ? recorded('silences') : recorded('alerts'));

const { signal } = new AbortController();

const sentFrom = (alerts: string, silences = recorded('silences')) =>
	parseSentAlerts(alerts, parseSilences(silences, 'here'), 'here');

const labelsOf = (labels: Record<string, string>) =>
	Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, clean(value)]));

test('reads who silenced what, why and until when', async () => {
	await using server = await startFakePrometheus((response, { path }) => response.writeHead(200).end(answersOf(path)));
	const alertmanager = createAlertmanager({ url: `http://joe:s3cret@127.0.0.1:${server.port}/prefix/` });
	await expect(alertmanager.silencing(signal)).resolves.toBeDefined();
	alertmanager.close();
	expect(server.asked.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
		'GET /prefix/api/v2/alerts',
		'GET /prefix/api/v2/silences',
	]);
	expect(server.asked[0]!.headers.authorization).toBe(`Basic ${btoa('joe:s3cret')}`);

	const plain = createAlertmanager({ url: server.url });
	const { url, sent } = await plain.silencing(signal);
	plain.close();
	expect(url).toBe(server.url);
	expect([...sent.keys()].toSorted()).toEqual(['ContainerGone', 'HostCpuHigh', 'Odd']);
	expect(sent.get('HostCpuHigh')).toMatchObject([
		{
			labels: { instance: 'gpu-box:9100', job: 'node', severity: 'warning' },
			silences: [
				{
					createdBy: 'ops',
					comment: 'replacing the fan',
					endsAt: Date.parse('2026-11-26T00:44:13.752Z'),
					matchers: ['alertname="HostCpuHigh"', 'instance=~"gpu-.*"', 'job!="x"', 'severity!~"none|info"'],
				},
			],
		},
	]);
	// One silence of it is over, another one has not begun.
	expect(sent.get('Odd')).toMatchObject([{ silences: [] }]);
});

test('a silence that is not in the list still silences', () => {
	const [alert] = sentFrom(recorded('alerts'), '[]').get('HostCpuHigh')!;
	expect(alert!.silences).toMatchObject([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), createdBy: undefined }]);
});

test('what cannot be understood loses only itself', () => {
	const alerts = [
		null,
		{ labels: { alertname: 'NoStatus' } },
		{ labels: { alertname: 'Odd', zone: 3 }, status: { silencedBy: [] } },
		{ labels: {}, status: { silencedBy: [] } },
		{ labels: { alertname: 'Good' }, status: { silencedBy: ['a', 7] } },
	];
	const silences = [7, {}, { id: 'a', matchers: 'none', endsAt: 'never', createdBy: 3 }];
	const sent = sentFrom(JSON.stringify(alerts), JSON.stringify(silences));
	expect([...sent.keys()]).toEqual(['Good']);
	expect(sent.get('Good')![0]!.silences).toEqual([
		{ id: 'a', createdBy: undefined, comment: undefined, endsAt: undefined, matchers: [] },
		{ id: '7', createdBy: undefined, comment: undefined, endsAt: undefined, matchers: [] },
	]);
});

test('what people write into a silence cannot move the cursor', () => {
	const hostile = recorded('silences').replace('replacing the fan', 'fan \\u001b]52;c;AAAA\\u0007 \\u202egnp');
	expect(sentFrom(recorded('alerts'), hostile).get('HostCpuHigh')![0]!.silences[0]!.comment).toBe('fan ␛ <U+202E>gnp');
});

test('anything else is an error that says so', () => {
	for (const body of ['', '{}', '{"status":"success","data":[]}', '<html>', '[1'])
		expect(() => sentFrom(body)).toThrow(
			expect.objectContaining({ code: 'alertmanager', message: expect.stringContaining('here') }),
		);
	expect(() => sentFrom('<html>')).toThrow('here answers with a web page, not like Alertmanager');
	expect(() => sentFrom('[1')).toThrow('The answer of Alertmanager at here is cut off or malformed');
});

test.each([
	['401', 401, /^Alertmanager at \S+ asks for a user and a password$/],
	['404, as of a Prometheus', 404, /^There is no Alertmanager API at/],
	['a redirect', 302, /redirects to http:\/\/elsewhere\.example\/sso$/],
	['500', 500, /^Alertmanager at \S+ answered with status 500$/],
])('says what is wrong: %s', async (_, status, message) => {
	await using server = await startFakePrometheus(response =>
		response.writeHead(status, { location: 'http://elsewhere.example/sso?token=secret' }).end(),
	);
	const alertmanager = createAlertmanager({ url: server.url });
	await expect(alertmanager.silencing(signal)).rejects.toMatchObject({
		code: 'alertmanager',
		message: expect.stringMatching(message),
	});
	alertmanager.close();
	// Nobody was followed anywhere.
	for (const { path } of server.asked) expect(path).toMatch(/^\/api\/v2\/(alerts|silences)$/);
});

test('is left at the deadline, and when it sends without an end', async () => {
	await using silent = await startFakePrometheus(() => {});
	const slow = createAlertmanager({ url: silent.url, deadline: 200 });
	await expect(slow.silencing(signal)).rejects.toThrow(/^Alertmanager at \S+ did not answer within 0\.2 s$/);
	slow.close();
	await using endless = await startFakePrometheus(response => response.writeHead(200).end(' '.repeat(9 * 2 ** 20)));
	const large = createAlertmanager({ url: endless.url });
	await expect(large.silencing(signal)).rejects.toThrow(/more than 8 MiB/);
	large.close();
});

test('is not asked through a proxy that the environment names', async () => {
	await using proxy = await startFakePrometheus(response => response.writeHead(200).end('[]'));
	const server = await startFakePrometheus(() => {});
	await server[Symbol.asyncDispose]();
	process.env.http_proxy = proxy.url;
	try {
		const alertmanager = createAlertmanager({ url: server.url });
		await expect(alertmanager.silencing(signal)).rejects.toThrow(/refused the connection/);
		alertmanager.close();
	} finally {
		delete process.env.http_proxy;
	}
	expect(proxy.asked).toHaveLength(0);
});

test('an address that is none is refused without repeating it', () => {
	expect(() => createAlertmanager({ url: 'ftp://joe:s3cret@host' })).toThrow(
		expect.objectContaining({ message: 'The address of Alertmanager is not an http or https URL' }),
	);
});

test('an alert is found by its labels, whatever Prometheus added to them', () => {
	const of = (labels: Record<string, string>, ...silencedBy: string[]) => ({ labels, status: { silencedBy } });
	const sent = sentFrom(
		JSON.stringify([
			of({ alertname: 'A', severity: 'warning', instance: 'x', cluster: 'one', replica: 'a' }),
			of({ alertname: 'A', severity: 'warning', instance: 'x', cluster: 'two' }, 'by-cluster'),
			of({ alertname: 'A', severity: 'warning', instance: 'y', cluster: 'one' }),
			of({ alertname: 'A', severity: 'critical', instance: 'x' }, 'other-severity'),
			of({ alertname: 'B', zone: '1', cluster: 'one' }, 'b'),
			of({ alertname: 'B', zone: '1', cluster: 'two' }),
		]),
	);
	const silencing = { url: clean('http://here'), sent };
	const find = (name: string, severity: string | undefined, labels: Record<string, string>) =>
		sentOf(
			{ name: clean(name), severity: severity === undefined ? undefined : clean(severity), labels: labelsOf(labels) },
			silencing,
		);
	// The one with the fewest labels of others.
	expect(find('A', 'warning', { instance: 'x' })?.labels).toMatchObject({ cluster: 'two' });
	expect(find('A', 'warning', { instance: 'x' })?.silences).toMatchObject([{ id: 'by-cluster' }]);
	// Where two could be it, the one that is not silenced.
	expect(find('B', undefined, { zone: '1' })?.silences).toEqual([]);
	expect(find('A', 'warning', { instance: 'z' })).toBeUndefined();
	expect(find('A', undefined, { instance: 'x' })).toBeUndefined();
	expect(find('toString', undefined, {})).toBeUndefined();
});
