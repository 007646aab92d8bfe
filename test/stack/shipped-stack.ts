import { randomBytes } from 'node:crypto';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCleanup } from './cleanup.ts';
import { composeConfig } from './compose-config.ts';
import { baseFile, overlayFile } from './compose-files.ts';
import { removeContainers } from './containers.ts';
import { type EngineAccess, type EngineOptions, runDocker, startEngine } from './engine.ts';
import { type Forwarding, forwardPorts } from './forwarding.ts';
import { inParallel } from './in-parallel.ts';
import { makeImage } from './make-image.ts';
import { runProgram } from './run-program.ts';
import { makeScratch, removeAbandoned, removeScratch } from './scratch.ts';
import type { StackParts } from './stack-parts.ts';
import { stackRecipes } from './stack-recipes.ts';
import { stopOnSignal } from './stop-on-signal.ts';

const SECRETS = [
	'postgres_password',
	'postgres_exporter_password',
	'grafana_admin_password',
	'pgadmin_password',
	'webui_secret_key',
];

/** A private engine that has every image of the shipped compose file, and nothing running yet. */
export type StackEngine = {
	readonly access: EngineAccess;
	/** Folder of its own, deleted in the end. */
	readonly folder: string;
	/** Holds the engine's network namespace: programs started in it find the published ports on 127.0.0.1. */
	readonly netns: string;
	/** What Compose needs: the engine, its socket, the secrets, an empty folder of targets, and short intervals. */
	readonly environment: Readonly<Record<string, string>>;
	/** The published ports, from this process. */
	readonly ports: Forwarding;
	readonly docker: (...args: readonly string[]) => Promise<string>;
	/** Absolute paths of the shipped compose files that suit the engine, the base first, and of the test's own. */
	readonly composeFiles: readonly string[];
	/** Runs Compose on those and gives its stdout. */
	readonly compose: (...args: readonly string[]) => Promise<string>;
	/** Removes every container, ends the engine and deletes its folder. */
	readonly stop: () => Promise<void>;
};

/** How a stack differs from what is shipped. */
export type StackOptions = EngineOptions & {
	/** Writes a compose file of the test's own into the stack's folder and gives its path; it comes last. */
	readonly writeOverlay?: (folder: string) => Promise<string>;
};

/** Starts the engine, makes the images under the names and tags of the compose file, and writes secrets. */
export async function startStackEngine(parts: StackParts, options: StackOptions = {}): Promise<StackEngine> {
	await removeAbandoned();
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	cleanup.add(stopOnSignal(cleanup.run));
	try {
		const engine = await startEngine(parts, folder, options);
		cleanup.add(engine.removeNetwork);
		cleanup.add(engine.child.stop);
		cleanup.add(() => removeContainers(engine));
		const { access } = engine;
		const { services } = await composeConfig(parts.compose);
		const recipes = Object.entries(stackRecipes(parts));
		await inParallel(2, recipes, ([service, recipe]) =>
			makeImage(parts.busybox, access, folder, services[service]?.image ?? service, recipe),
		);
		const published = Object.values(services).flatMap(({ ports = [] }) => ports.map(port => Number(port.published)));
		const netns = join(folder, 'engine', 'network');
		const ports = await forwardPorts(netns, folder, published);
		cleanup.add(ports.stop);
		await mkdir(join(access.settings, 'cli-plugins'), { recursive: true });
		await symlink(parts.compose, join(access.settings, 'cli-plugins', 'docker-compose'));
		const environment = {
			DOCKER_HOST: access.dockerHost,
			DOCKER_CONFIG: access.settings,
			AIXCL_ENGINE_SOCKET: access.dockerHost.replace('unix://', ''),
			AIXCL_CONTAINERD: join(folder, 'engine', 'exec', 'containerd'),
			AIXCL_SECRETS: await writeSecrets(folder),
			AIXCL_TARGETS: await makeTargets(folder),
			// A scrape may take as long as its interval; the exporter of a database that is down takes more than a second.
			SCRAPE_INTERVAL: '2s',
			NODE_SCRAPE_INTERVAL: '1s',
		};
		const overlays = [
			...(parts.generation === 'sid' ? ['engine-25'] : []),
			...(options.hasContainerdStore ? ['containerd'] : []),
		];
		const ownFile = await options.writeOverlay?.(folder);
		const composeFiles = [baseFile, ...overlays.map(overlayFile), ...(ownFile ? [ownFile] : [])];
		const files = composeFiles.flatMap(file => ['--file', file]);
		return {
			...{ access, folder, netns, environment, ports, composeFiles },
			docker: (...args) => runDocker(access, args),
			compose: (...args) =>
				runProgram(parts.docker, ['compose', ...files, '--ansi', 'never', ...args], { env: environment }),
			stop: cleanup.run,
		};
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}

async function makeTargets(folder: string): Promise<string> {
	const targets = join(folder, 'targets');
	await mkdir(targets, { mode: 0o755 });
	return targets;
}

async function writeSecrets(folder: string): Promise<string> {
	const secrets = join(folder, 'secrets');
	await mkdir(secrets, { mode: 0o700 });
	for (const name of SECRETS) {
		const file = join(secrets, name);
		await writeFile(file, `${randomBytes(16).toString('hex')}\n`);
		await chmod(file, 0o444);
	}
	return secrets;
}
