import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { detailIdsOf, metricIds } from '../../../src/metrics/catalogue/catalogue.ts';
import { groupOf } from '../../../src/metrics/rules.ts';
import type { Snapshot } from '../../../src/metrics/snapshot.ts';
import { optionalGroups } from '../../../src/sources/optional-groups.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import { overlayFile } from '../compose-files.ts';
import { countTransfers } from '../count-transfers.ts';
import { askDashboards, type DashboardAnswer } from '../dashboard-answers.ts';
import { describeStack } from '../describe-parts.ts';
import { addTinyModel } from '../ollama-server.ts';
import { askOne } from '../prometheus.ts';
import { namingFaults } from '../series-names.ts';
import { type StackEngine, startStackEngine } from '../shipped-stack.ts';
import { waitUntil } from '../wait-until.ts';

/** What every machine has; a GPU and a model server may be missing. */
const everywhere = metricIds.filter(id => !optionalGroups.has(groupOf(id)));

const { signal } = new AbortController();
const SERVICES = [
	...['alertmanager', 'cadvisor', 'grafana', 'node-exporter', 'ollama', 'ollama-exporter', 'open-webui'],
	...['postgres', 'postgres-exporter', 'prometheus'],
];
const MONITORING = [
	...['alertmanager', 'cadvisor', 'grafana', 'node-exporter', 'ollama-exporter', 'postgres-exporter', 'prometheus'],
];
// One server of PostgreSQL has no replica.
const HAS_NOT = ['postgres.replication_lag_seconds'];
/** What no panel can show here, and why. */
const EMPTY: readonly (readonly [RegExp, string])[] = [
	[/: (Alerts A|annotation Alerts)$/, 'nothing is wrong'],
	[/: Swap used/, 'a machine for tests has no swap'],
	[/: Temperature/, 'nor sensors'],
	[/: Throttled/, 'no service is limited in its time'],
	[/: Replication lag/, 'one server has no replica'],
	[/: (Waits|Waiting for a lock)/, 'nobody waits'],
	[/^llm: (Waiting|Requests in flight and waiting B)/, 'Ollama tells of no queue'],
];
const FOREIGN = 'somebody-elses';

describeStack('the shipped stack', parts => {
	let stack: StackEngine;
	const prometheusUrl = () => stack.ports.url(9090);
	const ask = (query: string) => askOne(prometheusUrl(), query);
	const read = async (wanted: (snapshot: Snapshot) => boolean, seconds: number): Promise<Snapshot> => {
		const source = createPrometheusSource({ url: prometheusUrl(), thisHostName: hostname() });
		let last: Snapshot | undefined;
		const missing = () => everywhere.filter(id => !last?.readings[id]).join(', ');
		try {
			return await waitUntil(
				async () => {
					last = await source.read(signal);
					return wanted(last) && last;
				},
				{ what: 'the numbers', seconds, why: () => `without ${missing()}` },
			);
		} finally {
			source.close();
		}
	};
	const psql = (sql: string) =>
		stack.compose('exec', '-T', 'postgres', 'psql', '-XAtq', '-U', 'webui', '-d', 'webui', '-c', sql);
	const up = () => stack.compose('up', '--detach', '--wait', '--quiet-pull');

	beforeAll(async () => {
		stack = await startStackEngine(parts);
		await stack.docker(
			...['run', '--detach', '--name', FOREIGN, '--network', 'none', '--entrypoint', 'sleep'],
			...['--label', 'com.docker.compose.project=another', 'ollama/ollama:0.32.15', '9999'],
		);
		await up();
		await addTinyModel(stack.ports.url(11434), 'tiny');
		// Past the page cache: only then is the transfer counted for its container.
		const transfer =
			'f=/var/lib/postgresql/transfer; while dd if=/dev/zero of=$f bs=64k count=16 oflag=direct && dd if=$f of=/dev/null bs=64k iflag=direct; do sleep 1; done';
		await stack.compose('exec', '--detach', 'postgres', 'sh', '-c', transfer);
		await countTransfers(await stack.docker('inspect', '--format', '{{.Id}}', 'postgres'), stack.folder);
	});
	afterAll(() => stack?.stop());

	it('is healthy, every service under its own name', async () => {
		const lines = await stack.docker('ps', '--all', '--format', '{{.Names}} {{.State}} {{.Status}}');
		const states = Object.fromEntries(lines.split('\n').map(line => line.split(/ (.*)/)));
		expect(Object.keys(states).toSorted()).toEqual([...SERVICES, FOREIGN].toSorted());
		for (const name of SERVICES) expect(states[name], name).toMatch(/^running .*[(]healthy[)]$/);
	});

	it('has every target up', async () => {
		const jobs = ['alertmanager', 'cadvisor', 'node', 'ollama', 'postgres', 'prometheus'];
		const { targets } = await read(({ targets }) => targets.filter(({ isUp }) => isUp).length === jobs.length, 30);
		expect(targets.map(({ job, isUp }) => `${job} ${isUp}`).toSorted()).toEqual(jobs.map(job => `${job} true`));
	});

	it('has every number of the catalogue, by its own rules', async () => {
		const wanted = everywhere.filter(id => !HAS_NOT.includes(id));
		const { readings, via, host } = await read(snapshot => wanted.every(id => snapshot.readings[id]), 110);
		expect(via).toBe('recorded');
		expect(everywhere.filter(id => !readings[id])).toEqual(HAS_NOT);
		expect(host?.name).toBe(hostname());
		expect(readings['postgres.up']?.[0]?.value).toBe(1);
	});

	it('tells what PostgreSQL is busy with, statements by their text', async () => {
		await psql('create table busy as select n from generate_series(1, 5000) n');
		await psql('vacuum analyze busy');
		// The stand-in for Open WebUI has no sessions: one that stays open stands for them.
		const session = "set application_name = 'open-webui'; begin; select pg_sleep(600)";
		await stack.compose('exec', '--detach', 'postgres', 'psql', '-U', 'webui', '-d', 'webui', '-c', session);
		const source = createPrometheusSource({ url: prometheusUrl(), thisHostName: hostname() });
		const wanted = detailIdsOf.postgres.filter(id => id !== 'postgres.replication.replay_lag_bytes');
		let missing: readonly string[] = wanted;
		let texts: readonly string[] = [];
		await waitUntil(
			async () => {
				await psql('select count(*) from busy');
				await psql('update busy set n = n + 1 where n < 2000');
				const found = await source.details(detailIdsOf.postgres, signal);
				missing = wanted.filter(id => !found[id]);
				texts = found['postgres.statements.text']?.map(({ labels }) => String(labels.query)) ?? [];
				return missing.length === 0 && texts.some(text => /select count\(\*\) from busy/i.test(text));
			},
			{
				what: 'the details of PostgreSQL',
				seconds: 100,
				why: () => `without ${missing.join(', ')}, statements: ${texts.join(' | ')}`,
			},
		);
		source.close();
	});

	it('answers every query of every dashboard, and leaves only what it cannot have empty', async () => {
		const generate = async () => {
			const body = JSON.stringify({ model: 'tiny', prompt: 'word1', options: { num_predict: 5 } });
			await (await fetch(`${stack.ports.url(11434)}/api/generate`, { method: 'POST', body })).text();
		};
		const isExpected = (name: string) => EMPTY.some(([pattern]) => pattern.test(name));
		let wrong: readonly string[] = [];
		let answers: readonly DashboardAnswer[] = [];
		// What is counted over a window takes two scrapes to be there.
		await waitUntil(
			async () => {
				for (let count = 0; count < 10; count++) await generate();
				// There is no GPU here: that dashboard is asked where captures of exporters are served.
				answers = await askDashboards(prometheusUrl(), uid => uid !== 'gpu');
				wrong = answers
					.filter(({ series, error, name }) => error !== undefined || (series.length === 0 && !isExpected(name)))
					.map(({ name, error }) => `${name} ${error ?? 'is empty'}`);
				return wrong.length === 0;
			},
			{ what: 'every panel', seconds: 110, why: () => wrong.join('\n') },
		);
		expect(namingFaults(answers)).toEqual([]);
	});

	it('tells containers apart by the ids and names of the engine', async () => {
		const lines = await stack.docker('ps', '--no-trunc', '--format', '{{.ID}} {{.Names}}');
		const { readings } = await read(
			({ readings }) => readings['container.memory_bytes']?.length === SERVICES.length + 1,
			60,
		);
		const found = readings['container.memory_bytes']!.map(
			({ labels }) => `${labels.id!.split('/').at(-1)} ${labels.name}`,
		);
		expect(found.toSorted()).toEqual(lines.split('\n').toSorted());
		const limits = readings['container.memory_limit_bytes']!.map(({ labels }) => labels.name);
		expect(limits.toSorted()).toEqual(MONITORING);
	});

	it('runs what only watches without capabilities, and on a root that cannot be written', async () => {
		for (const name of MONITORING) {
			const pid = await stack.docker('inspect', '--format', '{{.State.Pid}}', name);
			const status = await readFile(`/proc/${pid}/status`, 'utf8');
			const facts = Object.fromEntries(status.split('\n').map(line => line.split(/:\s*/)));
			expect([facts.CapEff, facts.CapBnd, facts.NoNewPrivs], name).toEqual([
				'0000000000000000',
				'0000000000000000',
				'1',
			]);
			expect(facts.Uid?.split('\t')[0] === '0', name).toBe(name === 'cadvisor');
			await expect(stack.docker('exec', name, 'touch', '/written'), name).rejects.toThrow(/Read-only file system/);
		}
	});

	it('shows no password to those who may ask the engine', async () => {
		const inspected = await stack.docker('inspect', ...SERVICES);
		const logs = await stack.compose('logs', '--no-color');
		for (const name of [
			'postgres_password',
			'postgres_exporter_password',
			'grafana_admin_password',
			'webui_secret_key',
		]) {
			const secret = (await readFile(join(stack.environment.AIXCL_SECRETS!, name), 'utf8')).trim();
			expect(secret).toMatch(/^\w{32}$/);
			expect(inspected.includes(secret), name).toBe(false);
			expect(logs.includes(secret), name).toBe(false);
		}
	});

	it('gives Open WebUI its database, and no way to the monitoring', async () => {
		const reach = (address: string) => stack.docker('exec', 'open-webui', 'nslookup', address);
		await expect(reach('postgres')).resolves.toContain('Address');
		await expect(reach('prometheus')).rejects.toThrow();
	});

	it('has the exporter in front of Ollama, for other containers and for this machine', async () => {
		const asked = ['exec', 'open-webui', 'wget', '-q', '-O', '-', 'http://ollama:11434/api/version'];
		expect(await stack.docker(...asked)).toContain('0.11.4');
		await expect(stack.docker('exec', 'open-webui', 'nslookup', 'ollama-itself')).rejects.toThrow();
		expect((await fetch(`${stack.ports.url(11434)}/api/version`)).status).toBe(200);
		await waitUntil(async () => ((await ask('ollama_requests_total{endpoint="other",code="200"}')) ?? 0) >= 2, {
			what: 'both requests in Prometheus',
		});
		expect(await ask('ollama_up')).toBe(1);
	});

	it('has a Prometheus that obeys nobody on the network', async () => {
		const post = (path: string) => fetch(`${prometheusUrl()}${path}`, { method: 'POST' }).then(({ status }) => status);
		expect(await post('/-/quit')).toBe(403);
		expect(await post('/-/reload')).toBe(403);
		expect(await post('/api/v1/admin/tsdb/snapshot')).not.toBe(200);
		const asked = await fetch(`${prometheusUrl()}/api/v1/query?query=1`, { headers: { origin: 'http://example.com' } });
		expect(asked.headers.get('access-control-allow-origin')).toBeNull();
	});

	it('scrapes and keeps as the variables say', async () => {
		const told = async (path: string) => JSON.stringify(await (await fetch(`${prometheusUrl()}${path}`)).json());
		expect(await told('/api/v1/status/config')).toMatch(/scrape_interval: 2s.*job_name: node.*scrape_interval: 1s/);
		expect(await told('/api/v1/status/flags')).toContain('"storage.tsdb.retention.time":"30d"');
	});

	it('makes the role of the exporter in a database that was there before', async () => {
		await psql('alter role aixcl_exporter nologin');
		await psql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'aixcl_exporter'");
		await psql('drop owned by aixcl_exporter; drop role aixcl_exporter; drop extension pg_stat_statements');
		await waitUntil(async () => (await ask('pg_up')) === 0, { what: 'the exporter to be turned away' });
		for (const time of ['first', 'second']) {
			const file = '/docker-entrypoint-initdb.d/10-monitoring.sql';
			await stack.compose(
				...['exec', '-T', 'postgres', 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-U', 'webui', '-d', 'webui', '-f', file],
			);
			await waitUntil(async () => (await ask('pg_up')) === 1, {
				what: `the exporter to be let in after the ${time} run`,
			});
		}
		expect(await psql("select rolconnlimit from pg_roles where rolname = 'aixcl_exporter'")).toBe('5');
		await waitUntil(() => ask('count(pg_stat_statements_calls_total)'), { what: 'statements' });
	});

	it('reads the exporters and model servers that a file of their folder names, and keeps what is known of them', async () => {
		const files = [
			['gpu-mine.json', 'node-exporter:9100'],
			['models.json', 'ollama-exporter:9778'],
		].map(([name = '', target]) => [join(stack.environment.AIXCL_TARGETS!, name), target] as const);
		for (const [path, target] of files) await writeFile(path, JSON.stringify([{ targets: [target] }]));
		await waitUntil(async () => (await ask('count(up{job=~"gpu|models"} == 1)')) === 2, { what: 'both to be read' });
		expect(await ask('ollama_up{job="models"}')).toBe(1);
		expect(await ask('count({__name__=~"node_.+", job="gpu"})')).toBeUndefined();
		for (const [path] of files) await rm(path);
		await waitUntil(async () => (await ask('count(up{job=~"gpu|models"})')) === undefined, { what: 'both to be gone' });
	});

	it('gives Ollama its address back, and takes it again', async () => {
		const direct = ['--file', overlayFile('ollama-direct')];
		await stack.compose(...direct, 'up', '--detach', '--wait', '--quiet-pull');
		const ports = (name: string) => stack.docker('port', name);
		expect([await ports('ollama'), await ports('ollama-exporter')]).toEqual([
			'11434/tcp -> 127.0.0.1:11434',
			'9778/tcp -> 127.0.0.1:9778',
		]);
		await stack.docker('exec', 'open-webui', 'wget', '-q', '-O', '-', 'http://ollama:11434/api/version');
		await waitUntil(async () => (await ask('ollama_up')) === 1, { what: 'Ollama to be polled' });
		await up();
		expect(await ports('ollama')).toBe('');
		expect((await fetch(`${stack.ports.url(11434)}/api/version`)).status).toBe(200);
	});

	it('keeps metrics and data when it is taken down and comes up again, and leaves others alone', async () => {
		await psql('create table kept (number integer); insert into kept values (42)');
		const before = Date.now() / 1000;
		await waitUntil(() => ask(`vector(time()) > ${before + 3}`), {
			what: 'some more scrapes',
		});
		await stack.compose('down');
		expect(await stack.docker('ps', '--all', '--format', '{{.Names}}')).toBe(FOREIGN);
		await up();
		expect(await psql('select number from kept')).toBe('42');
		expect(await ask(`up{job="node"} @ ${before}`)).toBe(1);
		await waitUntil(async () => (await ask('count(up == 1)')) === 6, { what: 'every target to be up again' });
		expect(await stack.docker('ps', '--filter', `name=${FOREIGN}`, '--format', '{{.State}}')).toBe('running');
	});
});
