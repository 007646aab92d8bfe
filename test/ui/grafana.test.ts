import { expect, test } from 'vitest';
import { succeed } from '../../src/store/remote.ts';
import { clean, literal } from '../../src/text/clean.ts';
import { grafanaUrl, isLoopback, tunnelCommand } from '../../src/ui/grafana.ts';
import type { State } from '../../src/ui/state.ts';
import { withModels } from '../support/made-llm.ts';
import { madeContainers, madeModel, moment } from '../support/made-model.ts';

const model = madeModel({ columns: 120, rows: 40 }, { state: { focus: 'postgres' } });

test('opens the dashboard of the focused panel over the same window', () => {
	expect(grafanaUrl('http://127.0.0.1:3000', model)).toMatch(
		/^http:\/\/127\.0\.0\.1:3000\/d\/postgresql-performance\?from=now-1h&to=now/,
	);
});

test('opens what is selected, and in the past the same moment', () => {
	const at = moment - 10 * 86_400_000;
	const about = (state: Partial<State>) =>
		new URL(grafanaUrl('http://127.0.0.1:3000', madeModel({ columns: 120, rows: 40 }, { state }))).searchParams;
	const containers = about({ focus: 'containers', selected: madeContainers[2]!.id, window: '24h' });
	expect(Object.fromEntries(containers)).toEqual({ from: 'now-24h', to: 'now', 'var-container': 'postgres' });
	const models = madeModel({ columns: 120, rows: 40 }, { ...withModels(), state: { focus: 'llm' } });
	expect(grafanaUrl('http://127.0.0.1:3000', models)).toContain(
		'/d/llm?from=now-1h&to=now&var-llm=ollama-exporter%3A9778&var-model=llama3%3A8b',
	);
	expect(about({ focus: 'cpu' }).get('var-instance')).toBe('node-exporter:9100');
	const past = about({ focus: 'cpu', at, window: '24h' });
	expect(Number(past.get('from'))).toBeLessThan(at);
	expect(Number(past.get('to'))).toBeGreaterThan(at);
	expect(Number(past.get('to')) - Number(past.get('from'))).toBe(86_400_000);
});

test('keeps a path prefix and leaves credentials out', () => {
	expect(grafanaUrl('https://me:secret@host.example/grafana/', model)).toEqual(
		expect.stringMatching(/^https:\/\/host\.example\/grafana\/d\/postgresql-performance\?from=now-1h&to=now/),
	);
});

test('the tunnel leads to the server of the SSH session', () => {
	const env = { SSH_CONNECTION: '10.0.0.9 51234 10.0.0.5 22', USER: 'ann' };
	expect(tunnelCommand('http://127.0.0.1:3000/d/x', env)).toBe('ssh -N -L 3000:127.0.0.1:3000 ann@10.0.0.5');
	expect(tunnelCommand('https://localhost/d/x', { ...env, SSH_CONNECTION: '10.0.0.9 51234 10.0.0.5 2222' })).toBe(
		'ssh -N -p 2222 -L 443:localhost:443 ann@10.0.0.5',
	);
});

test('nothing of the environment that a shell would act on gets into the command', () => {
	const env = { SSH_CONNECTION: 'a b $(reboot) 22;reboot', USER: 'ann;reboot' };
	expect(tunnelCommand('http://127.0.0.1:3000', env)).toBe('ssh -N -L 3000:127.0.0.1:3000 this-host');
});

test('knows what only this machine reaches', () => {
	for (const url of ['http://127.0.0.1:3000', 'http://localhost', 'http://[::1]:3000'])
		expect(isLoopback(url)).toBe(true);
	for (const url of ['http://10.0.0.5:3000', 'http://grafana.example']) expect(isLoopback(url)).toBe(false);
});

test('an alert leads to the dashboard it names, and to no other place', () => {
	const alert = (dashboard: string) => ({
		name: literal('A'),
		state: 'firing' as const,
		severity: undefined,
		labels: {},
		annotations: { dashboard: clean(dashboard) },
		activeAt: undefined,
		value: 1,
		query: literal('vector(1)'),
		holdFor: 0,
	});
	const at = (dashboard: string) =>
		grafanaUrl(
			'http://127.0.0.1:3000',
			madeModel({ columns: 120, rows: 40 }, { state: { focus: 'alerts' }, alerts: succeed([alert(dashboard)], 0) }),
		);
	expect(at('docker-containers')).toBe('http://127.0.0.1:3000/d/docker-containers?from=now-1h&to=now');
	expect(at('../../logout')).toBe('http://127.0.0.1:3000/d/system-overview?from=now-1h&to=now');
});
