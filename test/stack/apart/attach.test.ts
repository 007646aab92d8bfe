import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/engine/run-program.ts';
import { serviceNames } from '../../../src/stack/services.ts';
import { parseReport } from '../../support/report-schema.ts';
import { CONTAINER_IMAGE } from '../containers.ts';
import { describeStack } from '../describe-parts.ts';
import { AIXCL, closeTops, openTop } from '../top-terminal.ts';
import {
	type Labelling,
	nameOf,
	ONE_SHOTS,
	removeUpstream,
	startUpstream,
	UPSTREAM_FILE,
	UPSTREAM_NAMES,
} from '../upstream-deployment.ts';
import { startUpstreamMonitoring, type UpstreamMonitoring } from '../upstream-monitoring.ts';
import { waitUntil } from '../wait-until.ts';

type Shown = {
	readonly name: string;
	readonly condition: string;
	readonly foreign: boolean;
	readonly url?: string;
	readonly health?: string;
};

const MISSING = ['cadvisor', 'ollama-exporter'];

describeStack('a deployment of the upstream project', parts => {
	let monitoring: UpstreamMonitoring;
	const env = (prometheusUrl = monitoring.prometheusUrl) => ({
		AIXCL_PROMETHEUS_URL: prometheusUrl,
		DOCKER_HOST: monitoring.access.dockerHost,
		DOCKER_CONFIG: monitoring.access.settings,
	});
	const run = async (args: readonly string[], prometheusUrl?: string) => {
		const more = { PATH: process.env.PATH, HOME: monitoring.access.settings, LANG: 'C.UTF-8' };
		const ended = await runProgram(AIXCL, args, { env: { ...more, ...env(prometheusUrl) } });
		return { status: ended.status, stdout: ended.output, stderr: ended.complaint };
	};
	const aixcl = (...args: readonly string[]) => run(args);
	const once = async (prometheusUrl?: string) => {
		const { stdout, stderr } = await run(['top', '--once', '--json'], prometheusUrl);
		expect(stderr).toBe('');
		return parseReport(stdout);
	};
	const statusOf = async () => {
		const ran = await aixcl('status', '--json');
		const { services } = JSON.parse(ran.stdout) as { services: readonly Shown[] };
		return { exit: ran.status, services: new Map(services.map(service => [service.name, service])) };
	};
	const states = () => monitoring.docker('ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Names}} {{.State}}');

	beforeAll(async () => {
		monitoring = await startUpstreamMonitoring(parts);
	});
	afterAll(() => monitoring?.stop());
	afterEach(closeTops);

	describe.each<Labelling>(['services', 'podman', 'none'])('with the labels of %s', labelling => {
		const named = (service: string) => nameOf(service, labelling);
		const origin = labelling === 'none' ? 'was not made by compose' : `was made from ${UPSTREAM_FILE}`;

		beforeAll(async () => {
			await startUpstream(monitoring.access, labelling);
			const label = 'com.docker.compose.project=other';
			await monitoring.docker(
				'run',
				'--detach',
				'--name',
				'stranger',
				'--label',
				label,
				CONTAINER_IMAGE,
				'sleep',
				'9999',
			);
		});
		afterAll(() => removeUpstream(monitoring.access));

		it('has a status for every service: one-shots ended well, what starts is not dead, what is missing is off', async () => {
			const { exit, services } = await statusOf();
			const expected = (service: string) =>
				ONE_SHOTS.includes(service) ? 'stopped' : service === 'open-webui' ? 'starting' : 'up';
			const found = Object.fromEntries([...services.values()].map(({ name, condition }) => [name, condition]));
			const shownAs = (service: string) => (serviceNames.includes(service) ? service : named(service));
			expect(found).toEqual({
				...Object.fromEntries(UPSTREAM_NAMES.map(service => [shownAs(service), expected(service)])),
				...Object.fromEntries(MISSING.map(service => [service, 'absent'])),
			});
			expect(exit).toBe(0);
			for (const { name, foreign } of services.values()) expect(foreign, name).toBe(!MISSING.includes(name));
			// Host networking publishes nothing: the address is where the service listens by default.
			expect(services.get('grafana')?.url).toBe('http://127.0.0.1:3000');
		});

		it('is not stopped', async () => {
			const before = await states();
			const { status, stderr } = await aixcl('stop');
			expect(status).toBe(1);
			expect(stderr).toContain(`The container ollama belongs to another deployment: it ${origin}\n`);
			expect(stderr).toContain('Nothing was changed.');
			expect(await states()).toBe(before);
		});

		it('has the log of a service by its name', async () => {
			const { stdout } = await aixcl('logs', 'postgres', '-n', '5');
			expect(stdout.trim().split('\n').toSorted()).toEqual(['postgres is up', 'postgres warns']);
		});
	});

	describe('as it is today', () => {
		beforeAll(() => startUpstream(monitoring.access, 'aixcl'));
		afterAll(() => removeUpstream(monitoring.access));

		it('has a status as text, which says that another deployment made it', async () => {
			const said = async () => (await aixcl('status')).stdout;
			await expect.poll(said, { timeout: 30_000 }).toMatch(/3 of 4 targets up, down: ollama 127\.0\.0\.1:\d+$/m);
			const { stdout, status } = await aixcl('status');
			expect(status).toBe(0);
			expect(stdout).toMatch(/^grafana \* +healthy +\S+ .*http:\/\/127\.0\.0\.1:3000$/m);
			expect(stdout).toMatch(/^open-webui \* +starting/m);
			expect(stdout).toMatch(/^cadvisor +not created/m);
			expect(stdout).toMatch(/^vault-agent-grafana-bootstrap \* +exited 0, [\d.]+\w ago/m);
			expect(stdout).toMatch(/3 of 4 targets up, down: ollama 127\.0\.0\.1:\d+$/m);
			expect(stdout).toContain(`* of another deployment (${UPSTREAM_FILE}): shown, never changed`);
		});

		it('has logs of all its containers, both streams', async () => {
			const { stdout, status } = await aixcl('logs', '-n', '5');
			expect(status).toBe(0);
			const lines = stdout.split('\n').map(line => line.split(/ +\| /));
			for (const service of UPSTREAM_NAMES) {
				const said = lines.filter(([name]) => name === service).map(([, text]) => text);
				expect(said.toSorted(), service).toEqual(
					ONE_SHOTS.includes(service) ? [`${service} wrote its secret`] : [`${service} is up`, `${service} warns`],
				);
			}
		});

		it.each(['start', 'restart', 'uninstall', 'stop grafana', 'restart postgres'])(
			'is not changed by %s',
			async words => {
				const before = await states();
				const { status, stderr, stdout } = await aixcl(...words.split(' '));
				expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
				expect(stderr).toMatch(
					/^aixcl: The container [a-z-]+ belongs to another deployment: it was made from \/home\/operator\/\S+\n/,
				);
				expect(await states()).toBe(before);
			},
		);

		it('has numbers of the host, the database and every container', async () => {
			const wanted = ['host.cpu.ratio', 'host.memory.used_bytes', 'postgres.transactions_per_second'] as const;
			let missing: readonly string[] = [];
			const report = await waitUntil(
				async () => {
					const found = await once();
					missing = wanted.filter(id => found.metrics[id] === undefined);
					return missing.length === 0 && found;
				},
				// A rate is told when its series is as old as its window.
				{ what: 'a rate of everything', seconds: 100, why: () => missing.join(', ') },
			);
			expect(report.source).toMatchObject({ name: 'prometheus', via: 'raw' });
			expect(report.host?.instance).toBe('aixcl-host');
			expect(report.metrics['postgres.up']?.[0]?.value).toBe(1);
			expect(report.metrics['postgres.connections']?.[0]).toMatchObject({ labels: { job: 'postgres-exporter' } });
			expect(Object.keys(report.metrics).filter(id => id.startsWith('container.'))).toEqual([]);
			const containers = new Map(report.containers.map(container => [container.name, container]));
			for (const service of UPSTREAM_NAMES.filter(each => !ONE_SHOTS.includes(each))) {
				const container = containers.get(service);
				expect(container, service).toMatchObject({ measured_by: 'engine', cpu_cores: expect.any(Number) });
				expect(container?.memory_bytes, service).toBeGreaterThan(10_000);
				expect(container?.network_receive_bytes_per_second, service).toBeUndefined();
			}
			expect(containers.get('ollama')?.cpu_cores).toBeGreaterThan(0);
			expect(containers.get('ollama')?.memory_limit_bytes).toBe(64 * 2 ** 20);
			expect(report.problems.map(({ kind, name }) => `${kind} ${name.split(' ')[0]}`)).toEqual(['target ollama']);
		});

		it('is on the screen: the host, the containers by the engine, and the database', async () => {
			const top = await openTop({ env: env() });
			const { panel, header } = await top.see(
				'everything',
				screen => {
					const ollama = screen.containers().get('ollama');
					const isMeasured = /^\d+\.\d+ cores/.test(ollama?.CPU ?? '') && /[KM]iB/.test(ollama?.MEMORY ?? '');
					return isMeasured && ollama?.LIMIT === '64.0 MiB' && screen.fact('postgres', 'tx/s') > 0 && screen;
				},
				30,
			);
			expect(panel('cpu').title).toMatch(/CPU [\d.]+%/);
			expect(panel('memory').title).toMatch(/Memory [\d.]+ [GM]iB/);
			expect(panel('containers').title).toContain(`${ONE_SHOTS.length} stopped not shown`);
			expect(header + panel('containers').title).not.toContain('another machine');
			await top.leave();
		});

		it("never shows the host's network as that of a container, where cAdvisor repeats it", async () => {
			const id = await monitoring.docker('inspect', '--format', '{{.Id}}', 'ollama');
			const report = await waitUntil(
				async () => {
					const found = await once(monitoring.seeingUrl);
					const repeated = found.metrics['container.network.receive_bytes_per_second'] ?? [];
					return repeated.some(({ labels }) => labels.id?.includes(id)) && found;
				},
				{ what: 'cAdvisor to see the containers', seconds: 60 },
			);
			expect(report.containers.find(each => each.id === id)?.measured_by).toBe('prometheus');
			for (const { name, network_receive_bytes_per_second: received, ...rest } of report.containers) {
				expect(received, name).toBeUndefined();
				expect(rest.network_transmit_bytes_per_second, name).toBeUndefined();
			}
			const top = await openTop({ env: env(monitoring.seeingUrl) });
			await top.see('the rows', screen => screen.containers().get('ollama')?.['NET IN'] === 'host', 30);
			await top.leave();
		});

		it('is not well when a one-shot has failed', async () => {
			const name = 'vault-agent-pgadmin-bootstrap';
			await monitoring.docker('rm', name);
			const failing = monitoring.docker('run', '--name', name, CONTAINER_IMAGE, 'sh', '-c', 'exit 4');
			await expect(failing).rejects.toThrow();
			const { exit, services } = await statusOf();
			expect(exit).toBe(1);
			expect(services.get(name)?.condition).toBe('failing');
		});
	});
});
