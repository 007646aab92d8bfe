import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { type Child, createChild } from './child.ts';
import { createCleanup } from './cleanup.ts';
import { startNodeExporter } from './exporters.ts';
import { freePort } from './free-port.ts';
import { findParts } from './parts.ts';
import { jobFor, prometheusConfig } from './prometheus-config.ts';
import { provisioned } from './promtool.ts';
import { runProgram } from './run-program.ts';
import { makeScratch, removeScratch } from './scratch.ts';

/** A Prometheus behind TLS, a user and a password, on a path of its own; and the files that lead in. */
export type SecuredPrometheus = AsyncDisposable & {
	/** `https://localhost:PORT/prometheus`: the name its certificate is for. */
	readonly url: string;
	readonly user: string;
	readonly password: string;
	/** Paths: its authority, another authority, and a certificate that it trusts with its key. */
	readonly files: Readonly<Record<'ca' | 'otherCa' | 'cert' | 'key', string>>;
	readonly child: Child;
};

const openssl = (folder: string, ...args: readonly string[]) =>
	runProgram('sh', ['-c', 'cd "$0" && exec "$@"', folder, 'openssl', ...args]);

const makeAuthority = (folder: string, name: string) =>
	openssl(
		folder,
		'req',
		'-x509',
		'-newkey',
		'ec',
		'-pkeyopt',
		'ec_paramgen_curve:prime256v1',
		'-nodes',
		'-days',
		'2',
		'-subj',
		`/CN=${name}`,
		'-keyout',
		`${name}.key`,
		'-out',
		`${name}.pem`,
	);

const makeCertificate = async (folder: string, name: string, authority: string) => {
	await openssl(
		folder,
		'req',
		'-new',
		'-newkey',
		'ec',
		'-pkeyopt',
		'ec_paramgen_curve:prime256v1',
		'-nodes',
		'-subj',
		`/CN=${name}`,
		'-keyout',
		`${name}.key`,
		'-out',
		`${name}.csr`,
	);
	await writeFile(join(folder, `${name}.ext`), `subjectAltName=DNS:${name}\n`);
	await openssl(
		folder,
		'x509',
		'-req',
		'-days',
		'2',
		'-in',
		`${name}.csr`,
		'-CA',
		`${authority}.pem`,
		'-CAkey',
		`${authority}.key`,
		'-CAcreateserial',
		'-extfile',
		`${name}.ext`,
		'-out',
		`${name}.pem`,
	);
};

/** bcrypt of the lowest cost: Prometheus computes it once a connection. */
const bcrypt = (password: string) =>
	runProgram('perl', ['-e', 'print crypt($ENV{PASSWORD}, "\\$2b\\$04\\$abcdefghijklmnopqrstuu")'], {
		env: { PASSWORD: password },
	});

const alwaysFiring = {
	groups: [
		{
			name: 'trial',
			rules: [
				{ alert: 'Trial', expr: 'vector(1)', labels: { severity: 'warning' }, annotations: { summary: 'a trial' } },
			],
		},
	],
};

const isReady = (url: string, files: { ca: Buffer; cert: Buffer; key: Buffer }, auth: string) =>
	new Promise<boolean>(resolve => {
		request(`${url}/-/ready`, { ...files, auth, agent: false }, answer => {
			answer.resume();
			resolve(answer.statusCode === 200);
		})
			.on('error', () => resolve(false))
			.end();
	});

/** Starts a real Prometheus with a real `web.config.file`; it watches a node_exporter and has one alert that fires. */
export async function startSecuredPrometheus(
	options: { readonly needsCertificate?: boolean } = {},
): Promise<SecuredPrometheus> {
	const { parts, missing } = findParts();
	if (!parts) throw new Error(missing);
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	try {
		const [user, password] = ['ann', 'c4nary-Pa55:word%'];
		await makeAuthority(folder, 'authority');
		await makeAuthority(folder, 'other-authority');
		await makeCertificate(folder, 'localhost', 'authority');
		await makeCertificate(folder, 'client', 'authority');
		const node = await startNodeExporter(parts, folder);
		cleanup.add(node.child.stop);
		const rules = join(folder, 'trial.yml');
		await writeFile(rules, JSON.stringify(alwaysFiring));
		const plan = { interval: 1, jobs: [jobFor('node', node.target)], otherJobs: [] };
		await writeFile(
			join(folder, 'prometheus.yml'),
			prometheusConfig({ ...plan, rules: [rules, join(provisioned, 'rules/aixcl.rules.yml')] }),
		);
		const web = {
			tls_server_config: {
				cert_file: 'localhost.pem',
				key_file: 'localhost.key',
				...(options.needsCertificate && {
					client_auth_type: 'RequireAndVerifyClientCert',
					client_ca_file: 'authority.pem',
				}),
			},
			basic_auth_users: { [user]: await bcrypt(password) },
		};
		await writeFile(join(folder, 'web.yml'), JSON.stringify(web));
		const port = await freePort();
		const url = `https://localhost:${port}/prometheus`;
		const file = (name: string) => join(folder, name);
		const files = {
			ca: file('authority.pem'),
			otherCa: file('other-authority.pem'),
			cert: file('client.pem'),
			key: file('client.key'),
		};
		const [ca, cert, key] = await Promise.all([files.ca, files.cert, files.key].map(path => readFile(path)));
		const child = createChild({
			name: 'prometheus',
			command: parts.prometheus,
			args: [
				`--config.file=${file('prometheus.yml')}`,
				`--web.config.file=${file('web.yml')}`,
				`--storage.tsdb.path=${file('prometheus')}`,
				`--web.listen-address=127.0.0.1:${port}`,
				`--web.external-url=${url}`,
				'--log.level=warn',
			],
			folder,
			ready: () => isReady(url, { ca: ca!, cert: cert!, key: key! }, `${user}:${password}`),
		});
		await child.start();
		cleanup.add(child.stop);
		return { url, user, password, files, child, [Symbol.asyncDispose]: cleanup.run };
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}
