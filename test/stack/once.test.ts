import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { parseReport } from '../support/report-schema.ts';
import { describeRig } from './require-rig.ts';
import type { RigHandle } from './rig-handle.ts';
import { waitUntil } from './wait-until.ts';

// What scripts are promised.
const requiredIds = [
	'host.cpu.ratio',
	'host.memory.used_bytes',
	'host.memory.total_bytes',
	'host.load1',
	'host.filesystem.used_ratio',
	'host.network.receive_bytes_per_second',
	'host.network.transmit_bytes_per_second',
	'host.disk.read_bytes_per_second',
	'host.disk.written_bytes_per_second',
	'host.uptime_seconds',
	'postgres.up',
	'postgres.connections',
	'postgres.connections.max',
	'postgres.transactions_per_second',
	'postgres.cache_hit_ratio',
	'postgres.size_bytes',
];

const envOf = ({ prometheusUrl, dockerHost }: RigHandle) => ({
	AIXCL_PROMETHEUS_URL: prometheusUrl,
	DOCKER_HOST: dockerHost,
});

const once = async (rig: RigHandle, args: readonly string[] = []) => {
	const { status, stdout, stderr } = await runCli(['top', '--once', '--json', ...args], envOf(rig));
	expect(stderr).toBe('');
	return { status, report: parseReport(stdout) };
};

const factors = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const;

const bytesOf = (text: string): number => {
	const [, digits, unit = 'B'] = /^([\d.]+)(B|KiB|MiB|GiB)/.exec(text) ?? [];
	return Number(digits) * factors[unit as keyof typeof factors];
};

/** What `docker stats` says of each running container, by ID. */
const dockerStats = async ({ docker }: RigHandle) => {
	const format = '{{.ID}}\t{{.CPUPerc}}\t{{.MemUsage}}';
	const lines = await docker('stats', '--no-stream', '--no-trunc', '--format', format);
	return new Map(
		lines
			.trim()
			.split('\n')
			.map(line => {
				const [id = '', percent = '', memory = ''] = line.split('\t');
				return [id, { cpuCores: Number.parseFloat(percent) / 100, memoryBytes: bytesOf(memory) }] as const;
			}),
	);
};

const differences = async (rig: RigHandle, args: readonly string[]): Promise<readonly string[]> => {
	const [{ report }, stats] = [await once(rig, args), await dockerStats(rig)];
	return report.containers
		.filter(({ state }) => state === 'running')
		.flatMap(({ id, name, cpu_cores: cpu = Number.NaN, memory_bytes: memory = Number.NaN }) => {
			const theirs = stats.get(id);
			// A health check that runs at that moment adds a process; a page cache counted in would add 24 MiB.
			const isNear =
				theirs && Math.abs(cpu - theirs.cpuCores) <= 0.05 && Math.abs(memory - theirs.memoryBytes) <= 2 * 2 ** 20;
			return isNear ? [] : [`${name}: ${cpu} cores, ${memory} bytes, not ${JSON.stringify(theirs)}`];
		});
};

const agree = (rig: RigHandle, args: readonly string[]) => {
	let last: readonly string[] = [];
	return waitUntil(
		async () => {
			last = await differences(rig, args);
			return last.length === 0;
		},
		// The rate's window of a minute has to be filled once after the rig has started.
		{ what: 'the containers to agree with docker stats', seconds: 100, why: () => last.join('\n') },
	);
};

describeRig('aixcl top --once', rig => {
	test('gives every number that scripts are promised', async () => {
		let unknown: readonly string[] = requiredIds;
		await waitUntil(
			async () => {
				const { report } = await once(rig);
				unknown = requiredIds.filter(id => typeof report.metrics[id]?.[0]?.value !== 'number');
				return unknown.length === 0;
			},
			{ what: 'all required ids to have values', seconds: 90, why: () => unknown.join(', ') },
		);
	});

	test('ends with status 1 and names the unhealthy container', async () => {
		const { status, report } = await once(rig);
		expect(status).toBe(1);
		expect(report.problems).toContainEqual({ kind: 'container', name: 'sick', text: 'unhealthy' });
		expect(report.engine).toMatchObject({ product: 'docker', url: rig.dockerHost, from: 'DOCKER_HOST' });
	});

	test('knows the containers by ID, and who measured them', async () => {
		const { report } = await once(rig);
		const measured = new Map(report.containers.map(({ id, measured_by: by }) => [id, by]));
		expect([...measured.keys()].sort()).toEqual(Object.values(rig.containers).toSorted());
		for (const [name, id] of Object.entries(rig.containers)) {
			const expected = name === 'gone' ? undefined : rig.watched.includes(name) ? 'prometheus' : 'engine';
			expect(measured.get(id), name).toBe(expected);
		}
		const byName = new Map(report.containers.map(container => [container.name, container]));
		expect(byName.get('gone')).toMatchObject({ state: 'exited', exit_code: 3 });
		expect(byName.get('busy')).toMatchObject({ state: 'running', memory_limit_bytes: 64 * 2 ** 20 });
		expect(byName.get('fine')).toMatchObject({ health: 'healthy', project: 'aixcl', service: 'fine' });
		expect(byName.get('chatty')).not.toHaveProperty('memory_limit_bytes');
	});

	test('agrees with docker stats where cAdvisor measures, and where the engine does', () => agree(rig, []));

	test('agrees with docker stats where the engine alone measures', () => agree(rig, ['--source', 'local']));

	test('prints all of it as text', async () => {
		const { status, stdout } = await runCli(['top', '--once'], envOf(rig));
		expect(status).toBe(1);
		expect(stdout).toMatch(/^Postgres {3}up {2}127\.0\.0\.1:\d+ {2}connections \d+ of \d+/m);
		expect(stdout).toMatch(/^sick +unhealthy +[\d.]+ cores +[\d.]+ (Ki|Mi)B/m);
		expect(stdout).toMatch(/^ {2}container sick unhealthy$/m);
	});

	test('survives a Prometheus that has stopped, and says so', async () => {
		await rig.prometheus.kill();
		try {
			const { status, report } = await once(rig);
			expect(status).toBe(3);
			expect(report.errors).toEqual([expect.objectContaining({ source: 'prometheus' })]);
			expect(report.containers.find(({ name }) => name === 'busy')).toMatchObject({ measured_by: 'engine' });
		} finally {
			await rig.prometheus.start();
		}
	});

	test('does not wait for an engine that hangs', async () => {
		await rig.engine.pause();
		try {
			const { report } = await once(rig);
			expect(report.errors).toEqual([expect.objectContaining({ source: 'engine', hint: expect.any(String) })]);
			expect(report.metrics['host.load1']).toHaveLength(1);
		} finally {
			await rig.engine.resume();
		}
	});
});
