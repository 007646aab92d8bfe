import { cpus, hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import type { Source } from '../../../src/sources/source.ts';
import { describeStack } from '../describe-parts.ts';
import { createFiring, type Firing } from '../firing.ts';
import { askOne } from '../prometheus.ts';
import { type StackEngine, startStackEngine } from '../shipped-stack.ts';
import { writeTrialOverlay } from '../trial-overlay.ts';
import { waitUntil } from '../wait-until.ts';

const { signal } = new AbortController();
// Of 37 usable connections 30 are above 80 %, and with the five that the exporter may have still below 95 %.
const MAX_CONNECTIONS = 40;
const SESSIONS = 30;
const TEST_MS = 150_000;

describeStack('the alerts of the shipped stack', parts => {
	let stack: StackEngine;
	let source: Source;
	let firing: Firing;
	const psql = (sql: string) =>
		stack.compose('exec', '-T', 'postgres', 'psql', '-XAtq', '-U', 'webui', '-d', 'webui', '-c', sql);
	const stop = (name: string) => stack.docker('stop', '-t', '5', name);

	beforeAll(async () => {
		stack = await startStackEngine(parts, {
			writeOverlay: folder =>
				writeTrialOverlay(parts.compose, folder, { pending: '1s', maxConnections: MAX_CONNECTIONS }),
		});
		await stack.compose('up', '--detach', '--wait', '--quiet-pull');
		source = createPrometheusSource({ url: stack.ports.url(9090), thisHostName: hostname() });
		firing = createFiring(source);
	});
	afterAll(async () => {
		source?.close();
		await stack?.stop();
	});

	it('fires none but the Watchdog when nothing is wrong', async () => {
		let last: readonly string[] = [];
		await waitUntil(
			async () => {
				const alerts = await source.alerts(signal);
				// How full and how busy this machine is, is not the stack's affair.
				last = alerts.map(({ name }) => String(name)).filter(name => !name.startsWith('Host'));
				return last.join() === 'Watchdog' && (await askOne(stack.ports.url(9090), 'count(up == 1)')) === 6;
			},
			{ what: 'only the Watchdog', seconds: 60, why: () => last.join(', ') },
		);
	});

	describe('whose causes come at the same time', () => {
		it.concurrent('brings the Watchdog to Alertmanager', { timeout: TEST_MS }, async () => {
			const watchdog = await waitUntil(
				async () => {
					const response = await fetch(`${stack.ports.url(9093)}/api/v2/alerts`, { signal: AbortSignal.timeout(5000) });
					const alerts = (await response.json()) as { labels: Record<string, string>; status: { state: string } }[];
					return alerts.find(({ labels }) => labels.alertname === 'Watchdog');
				},
				// Prometheus may first send it before it has found Alertmanager, and sends again after a minute.
				{ what: 'the Watchdog in Alertmanager', seconds: 100 },
			);
			expect(watchdog).toMatchObject({ labels: { severity: 'none' }, status: { state: 'active' } });
		});

		it.concurrent('tells of a container that has stopped, until it runs again', { timeout: TEST_MS }, async () => {
			await stop('ollama');
			const alert = await firing.fires(['ContainerGone', { name: 'ollama' }]);
			expect(alert).toMatchObject({
				severity: 'warning',
				annotations: { summary: 'Container ollama has stopped', dashboard: 'docker-containers' },
			});
			await stack.docker('start', 'ollama');
			await firing.resolves(['ContainerGone', { name: 'ollama' }]);
		});

		it.concurrent('tells of a container that has started three more times', { timeout: TEST_MS }, async () => {
			const started = () => askOne(stack.ports.url(9090), 'container_start_time_seconds{name="open-webui"}');
			for (const time of ['first', 'second', 'third']) {
				const before = await waitUntil(started, { what: 'the time at which open-webui started' });
				// With a pause: cAdvisor may take a control group that is back at once for the one before.
				await stack.docker('stop', '-t', '0', 'open-webui');
				await wait(2000);
				await stack.docker('start', 'open-webui');
				await waitUntil(async () => ((await started()) ?? before) > before, {
					what: `its ${time} restart to be seen`,
					seconds: 90,
				});
			}
			const { value, annotations } = await firing.fires(['ContainerRestarting', { name: 'open-webui' }]);
			expect(value).toBe(3);
			expect(annotations.summary).toBe('Container open-webui restarted 3 times in 15 minutes');
		});

		it.concurrent('tells of too many connections, until they are closed', { timeout: TEST_MS }, async () => {
			const crowd = `for i in $(seq ${SESSIONS}); do psql -X -U webui -d webui -c 'select pg_sleep(600)' & done; wait`;
			await stack.compose('exec', '--detach', '--env', 'PGAPPNAME=crowd', 'postgres', 'sh', '-c', crowd);
			const { value, severity } = await firing.fires(['PostgresConnectionsHigh']);
			expect(severity).toBe('warning');
			expect(value).toBeGreaterThan(0.8);
			expect(value).toBeLessThan(0.95);
			await psql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'crowd'");
			await firing.resolves(['PostgresConnectionsHigh']);
		});

		it.concurrent('tells of processors that are busy', { timeout: TEST_MS }, async () => {
			// They take what nobody else wants: the rest goes on as before.
			const burners = cpus().map((_, index) => `burner-${index}`);
			const burn = ['timeout', '120', 'sh', '-c', 'while :; do :; done'];
			for (const name of burners) {
				await stack.docker(
					...['run', '--detach', '--rm', '--name', name, '--network', 'none', '--cpu-shares', '2'],
					...['--entrypoint', '', 'ollama/ollama:0.32.15', ...burn],
				);
			}
			try {
				const { value, labels } = await firing.fires(['HostCpuHigh'], 110);
				expect(value).toBeGreaterThan(0.8);
				expect(labels.instance).toBe('node-exporter:9100');
			} finally {
				await stack.docker('rm', '--force', ...burners);
			}
		});
	});

	describe('whose causes take away what others need', () => {
		// On Docker 20 without a way out the exporter takes 11 s to say that a stopped container does not answer: by then
		// the scrape has timed out, and TargetDown stands for it.
		const isSlowToTell = parts.generation === 'bookworm';
		const options = { timeout: TEST_MS, skip: isSlowToTell };
		it.concurrent('tells of a database that is down, until it is up', options, async () => {
			await stop('postgres');
			const { severity, labels } = await firing.fires(['PostgresDown']);
			expect([severity, labels.instance]).toEqual(['critical', 'postgres-exporter:9187']);
			await stack.docker('start', 'postgres');
			await firing.resolves(['PostgresDown']);
		});

		it.concurrent('tells of an exporter that cannot be read, until it can', { timeout: TEST_MS }, async () => {
			await stop('node-exporter');
			const { severity, annotations } = await firing.fires(['TargetDown', { job: 'node' }]);
			expect(severity).toBe('critical');
			expect(annotations.summary).toBe('Prometheus cannot read node at node-exporter:9100');
			await stack.docker('start', 'node-exporter');
			await firing.resolves(['TargetDown', { job: 'node' }]);
		});
	});
});
