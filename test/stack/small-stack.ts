import { spawn as spawnChild } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { bundle } from '../../src/build/bundle.ts';
import { runProgram as run } from '../../src/engine/run-program.ts';
import { services } from '../../src/stack/services.ts';
import { CONTAINER_IMAGE } from './containers.ts';
import type { RigHandle } from './rig-handle.ts';

export type Ran = { readonly status: number | undefined; readonly stdout: string; readonly stderr: string };

/** An installed package whose compose file has every service of the stack, each a shell that ticks. */
export type SmallStack = {
	readonly composeFile: string;
	/** Runs `aixcl` from the package; only these variables are set besides where state and settings are. */
	aixcl(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
	/** Runs `aixcl` until it is stopped; `stop` gives the signal that ended it. */
	read(args: readonly string[]): { text(): string; stop(): Promise<NodeJS.Signals | null> };
	/** Runs `aixcl` on a terminal, and types an answer once a question is seen. */
	answer(args: readonly string[], question: string, reply: string): Promise<{ status: number; text: string }>;
	/** Writes the settings of the stack. */
	writeEnvFile(text: string): Promise<void>;
	readonly stateFolder: string;
	/** Removes its containers, networks and volumes; its folder stays. */
	clear(): Promise<void>;
	remove(): Promise<void>;
};

const healthy = new Set(['postgres', 'prometheus', 'grafana']);

const compose = (): string => {
	const script =
		'trap "exit 0" TERM; echo "$$HOSTNAME began"; n=0; while :; do n=$$((n+1)); echo "tick $$n"; [ -e /fail ] && exit 3; sleep 0.3; done';
	const definitions = services.map(({ name, port, needs, profile }) => [
		name,
		{
			image: CONTAINER_IMAGE,
			container_name: name,
			stop_grace_period: '2s',
			restart: 'unless-stopped',
			command: ['sh', '-c', script],
			ports: [`\${AIXCL_BIND:-127.0.0.1}:\${${port.variable}:-${port.default}}:80`],
			...(healthy.has(name)
				? { healthcheck: { test: ['CMD', 'test', '!', '-e', '/sick'], interval: '1s', retries: 1 } }
				: {}),
			...(needs.length > 0 ? { depends_on: needs } : {}),
			...(profile === undefined ? {} : { profiles: [profile] }),
			...(name === 'postgres'
				? { volumes: ['./bin:/usr/local/bin:ro', 'postgres:/data'], secrets: ['postgres_password'] }
				: {}),
			...(name === 'prometheus' ? { volumes: ['prometheus:/data'] } : {}),
		},
	]);
	return JSON.stringify({
		name: 'aixcl',
		services: Object.fromEntries(definitions),
		volumes: { postgres: {}, prometheus: {} },
		secrets: { postgres_password: { file: `\${AIXCL_SECRETS:?}/postgres_password` } },
	});
};

/** Builds the command and lays it out as in a package, in the rig's folder. `composeProgram` is Compose v2. */
export async function makeSmallStack(
	rig: Pick<RigHandle, 'folder' | 'dockerHost' | 'engineAccess' | 'docker'>,
	composeProgram: string,
): Promise<SmallStack> {
	const folder = await mkdtemp(join(rig.folder, 'small-'));
	const at = (...parts: readonly string[]) => join(folder, ...parts);
	for (const each of ['dist', 'compose/bin', 'settings/cli-plugins', 'config/aixcl', 'programs'])
		await mkdir(at(each), { recursive: true });
	await bundle({ entry: 'src/cli.ts', outfile: at('dist', 'cli.js') });
	const command = at('dist', 'aixcl');
	await copyFile(fileURLToPath(new URL('../../src/build/aixcl.sh', import.meta.url)), command);
	await chmod(command, 0o755);
	// JSON is YAML.
	await writeFile(at('compose', 'compose.yaml'), compose());
	await writeFile(at('compose', 'bin', 'psql'), '#!/bin/sh\necho "psql $*" >>/tmp/psql\ncat >>/tmp/psql\n', {
		mode: 0o755,
	});
	await symlink(composeProgram, at('settings', 'cli-plugins', 'docker-compose'));
	await symlink(rig.engineAccess.docker, at('programs', 'docker'));
	await symlink(process.execPath, at('programs', 'node'));
	const env = {
		PATH: `${at('programs')}:/usr/bin:/bin`,
		HOME: folder,
		LANG: 'C.UTF-8',
		DOCKER_HOST: rig.dockerHost,
		DOCKER_CONFIG: at('settings'),
		XDG_STATE_HOME: at('state'),
		XDG_CONFIG_HOME: at('config'),
		// A container of the rig has the usual one.
		OPEN_WEBUI_PORT: '18080',
	};
	const clear = async () => {
		const names = services.map(({ name }) => name);
		await rig.docker('rm', '--force', '--volumes', ...names);
		await rig.docker('volume', 'rm', '--force', 'aixcl_postgres', 'aixcl_prometheus');
		const networks = await rig.docker('network', 'ls', '--quiet', '--filter', 'name=^aixcl_default$');
		if (networks) await rig.docker('network', 'rm', networks);
		await rm(at('state'), { recursive: true, force: true });
		await rm(at('config', 'aixcl', '.env'), { force: true });
	};
	return {
		composeFile: at('compose', 'compose.yaml'),
		async aixcl(args, more = {}) {
			const { status, output, complaint } = await run(command, args, { env: { ...env, ...more }, ms: 60_000 });
			return { status, stdout: output, stderr: complaint };
		},
		read(args) {
			const child = spawnChild(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
			let text = '';
			child.stdout.setEncoding('utf8').on('data', (more: string) => {
				text += more;
			});
			const ended = once(child, 'close');
			return {
				text: () => text,
				async stop() {
					child.kill('SIGTERM');
					const [, signal] = await ended;
					return signal;
				},
			};
		},
		answer: (args, question, reply) =>
			new Promise(resolve => {
				const terminal = spawn(command, [...args], { env, cols: 100, rows: 30 });
				let text = '';
				let isAnswered = false;
				terminal.onData(data => {
					text += data;
					if (isAnswered || !text.includes(question)) return;
					isAnswered = true;
					terminal.write(`${reply}\r`);
				});
				terminal.onExit(({ exitCode }) => resolve({ status: exitCode, text }));
			}),
		writeEnvFile: text => writeFile(at('config', 'aixcl', '.env'), text, { mode: 0o600 }),
		stateFolder: at('state', 'aixcl'),
		clear,
		remove: async () => {
			await clear();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
