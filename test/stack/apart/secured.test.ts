import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prometheusAccess } from '../../../src/commands/prometheus-access.ts';
import { resolveConfig } from '../../../src/config/config.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import { runCli } from '../../cli/run-cli.ts';
import { parseReport } from '../../support/report-schema.ts';
import { describeParts } from '../describe-parts.ts';
import { type SecuredPrometheus, startSecuredPrometheus } from '../secured-prometheus.ts';
import { waitUntil } from '../wait-until.ts';

const { signal } = new AbortController();

type Flags = Readonly<Record<string, string>>;

const sourceOf = (flags: Flags) => {
	const inputs = { env: { LANG: 'C.UTF-8' }, file: '/none', fileSettings: new Map<string, string>() };
	const config = resolveConfig({ flags: new Map(Object.entries(flags)), ...inputs });
	const access = prometheusAccess(config);
	return createPrometheusSource({ url: config.prometheus, thisHostName: hostname(), access });
};

describeParts('a real Prometheus behind TLS, a user and a password', () => {
	let server: SecuredPrometheus;
	let folder: string;
	let right: Flags;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'aixcl-secured-'));
		server = await startSecuredPrometheus();
		const file = join(folder, 'password');
		await writeFile(file, `${server.password}\n`);
		right = {
			prometheus: server.url,
			'prometheus-user': server.user,
			'prometheus-password-file': file,
			'prometheus-ca-file': server.files.ca,
		};
	});

	afterAll(async () => {
		await server?.[Symbol.asyncDispose]();
		await rm(folder, { recursive: true, force: true });
	});

	const failureOf = async (flags: Flags): Promise<string> => {
		const source = sourceOf(flags);
		const failure = await source.read(signal).then(
			() => new Error('it answered'),
			(error: Error) => error,
		);
		source.close();
		expect(JSON.stringify(failure) + String(failure)).not.toContain(server.password);
		return failure.message;
	};

	it('is read as any other: the snapshot, the past and the alerts', async () => {
		const source = sourceOf(right);
		const snapshot = await waitUntil(
			async () => {
				const found = await source.read(signal);
				return found.via === 'recorded' && found.readings['host.memory.used_bytes'] && found;
			},
			{ what: 'the rules to be evaluated' },
		);
		expect(snapshot.host?.name).toBe(hostname());
		await waitUntil(
			async () => {
				const window = { end: Date.now(), span: 10_000, step: 1000 };
				const { series } = await source.range(['host.memory.used_bytes'], window, signal);
				return series['host.memory.used_bytes']?.[0]?.values.some(value => value !== undefined);
			},
			{ what: 'a past' },
		);
		expect((await source.alerts(signal)).map(({ name, state }) => [name, state])).toEqual([['Trial', 'firing']]);
		source.close();
	});

	it('says what is wrong where it is not let in, and never the password', async () => {
		const wrong = join(folder, 'wrong');
		await writeFile(wrong, `${server.password}X`);
		expect(await failureOf({ ...right, 'prometheus-password-file': wrong })).toMatch(
			/does not accept the user or the password$/,
		);
		expect(await failureOf({ prometheus: server.url, 'prometheus-ca-file': server.files.ca })).toMatch(
			/asks for a user and a password$/,
		);
		expect(await failureOf({ ...right, 'prometheus-ca-file': server.files.otherCa })).toMatch(
			/^The certificate of .* is not trusted$/,
		);
		expect(await failureOf({ ...right, prometheus: server.url.replace('localhost', '127.0.0.1') })).toMatch(
			/is for another name$/,
		);
		expect(await failureOf({ ...right, prometheus: server.url.replace('https', 'http') })).toMatch(
			/(speaks https, not http|cut the connection)$/,
		);
		expect(await failureOf({ ...right, prometheus: server.url.replace('/prometheus', '') })).toMatch(
			/no Prometheus API at/,
		);
	});

	it('is printed by the command line without a trace of the password', async () => {
		const args = Object.entries(right).flatMap(([name, value]) => [`--${name}`, value]);
		const noEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };
		const shown = await Promise.all([
			runCli(['top', '--once', '--json', ...args], noEngine),
			runCli(['top', '--once', ...args], noEngine),
			runCli(['config', ...args], noEngine),
			runCli(['config', '--json', ...args], noEngine),
			runCli(['top', '--once', ...args, '--prometheus-ca-file', server.files.otherCa], noEngine),
		]);
		expect(parseReport(shown[0]!.stdout).source).toMatchObject({ name: 'prometheus', url: server.url });
		expect(shown[2]!.stdout).toContain(right['prometheus-password-file']);
		const encoded = Buffer.from(`${server.user}:${server.password}`).toString('base64');
		for (const { stdout, stderr } of shown) {
			for (const secret of [server.password, encodeURIComponent(server.password), encoded]) {
				expect(stdout + stderr).not.toContain(secret);
			}
		}
	});

	it('takes a certificate of ours where it asks for one', async () => {
		await using strict = await startSecuredPrometheus({ needsCertificate: true });
		const flags = { ...right, prometheus: strict.url, 'prometheus-ca-file': strict.files.ca };
		expect(await failureOf(flags)).toMatch(/asks for a certificate that it trusts$/);
		const both = { 'prometheus-cert-file': strict.files.cert, 'prometheus-key-file': strict.files.key };
		const source = sourceOf({ ...flags, ...both });
		await waitUntil(async () => (await source.read(signal)).targets.some(({ job, isUp }) => job === 'node' && isUp), {
			what: 'its target to be up',
		});
		source.close();
		expect(
			await failureOf({
				...flags,
				'prometheus-cert-file': strict.files.cert,
				'prometheus-key-file': server.files.key,
			}).catch(String),
		).toMatch(/do not belong together$/);
	});
});
