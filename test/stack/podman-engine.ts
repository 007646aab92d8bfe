import { chmod, chown, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, createChild } from './child.ts';
import { createCleanup } from './cleanup.ts';
import { CONTAINER_IMAGE, layOutImage } from './containers.ts';
import { type EngineAccess, runDocker } from './engine.ts';
import { createNetworkNamespace } from './network-namespace.ts';
import { type Parts, SYSTEM_PATH } from './parts.ts';
import type { PodmanParts } from './podman-parts.ts';
import { runProgram } from './run-program.ts';
import { makeScratch, removeAbandoned, removeScratch } from './scratch.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** A private Podman with one image, and nothing running yet. */
export type PodmanEngine = {
	/** Its `podman system service`. */
	readonly service: Child;
	readonly access: EngineAccess;
	readonly folder: string;
	/** Runs podman itself, beside the service, and gives its stdout. */
	readonly podman: (...args: readonly string[]) => Promise<string>;
	/** Removes every container, ends the service and deletes its folder. */
	readonly stop: () => Promise<void>;
};

/** The settings that a machine without systemd, and with both versions of control groups, needs. */
const settings = (conmon: string, plugins: string, home: string): string =>
	`[engine]
cgroup_manager = "cgroupfs"
runtime = "runc"
events_logger = "file"
conmon_path = ["${conmon}"]
[containers]
log_driver = "k8s-file"
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[network]
cni_plugin_dirs = ["${plugins}"]
network_config_dir = "${join(home, 'networks')}"
`;

const storage = (home: string, driver: string): string =>
	`[storage]
driver = "${driver}"
runroot = "${join(home, 'run')}"
graphroot = "${join(home, 'data')}"
[storage.options]
ignore_chown_errors = "true"
`;

/**
 * Starts the real Podman with data, socket and network of its own. Rootless, it runs as PostgreSQL's account, the only
 * ordinary one there is, with a single user in its containers, for that account has no further ids.
 */
export async function startPodman(
	parts: Parts & PodmanParts,
	{ isRootless }: { readonly isRootless: boolean },
): Promise<PodmanEngine> {
	await removeAbandoned();
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	cleanup.add(stopOnSignal(cleanup.run));
	try {
		const home = join(folder, 'podman');
		const { uid, gid } = isRootless ? parts.account : { uid: 0, gid: 0 };
		for (const inner of ['', 'bin', 'networks', 'tmp', 'runtime', '.config', '.config/containers'])
			await mkdir(join(home, inner), { mode: 0o700 });
		const own = { podman: join(home, 'bin', 'podman'), conmon: join(home, 'bin', 'conmon') };
		// An ordinary account cannot look into the cache.
		for (const program of ['podman', 'conmon'] as const) {
			await copyFile(parts[program], own[program]);
			await chmod(own[program], 0o755);
		}
		await writeFile(
			join(home, 'containers.conf'),
			settings(own.conmon, isRootless ? join(home, 'bin') : parts.networkPlugins, home),
		);
		await writeFile(join(home, 'storage.conf'), storage(home, isRootless ? 'vfs' : 'overlay'));
		const anything = JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] });
		await writeFile(join(home, '.config', 'containers', 'policy.json'), anything);
		const archive = await layOutImage(parts, home);
		for (const path of await readdir(home, { recursive: true })) await chown(join(home, path), uid, gid);
		await chown(home, uid, gid);

		const network = await createNetworkNamespace(join(folder, 'podman-network'));
		cleanup.add(network.remove);
		const env = {
			PATH: `${join(home, 'bin')}:${SYSTEM_PATH}`,
			HOME: home,
			TMPDIR: join(home, 'tmp'),
			XDG_RUNTIME_DIR: join(home, 'runtime'),
			CONTAINERS_CONF: join(home, 'containers.conf'),
			CONTAINERS_STORAGE_CONF: join(home, 'storage.conf'),
			CONTAINERS_REGISTRIES_CONF: '/dev/null',
		};
		const account = isRootless ? [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'] : [];
		const podman = (...args: readonly string[]) =>
			runProgram('nsenter', [`--net=${network.file}`, 'setpriv', ...account, own.podman, ...quiet, ...args], { env });
		const socket = join(home, 'podman.sock');
		const access = { docker: parts.docker, dockerHost: `unix://${socket}`, settings: join(home, 'settings') };
		const service = createChild({
			name: 'podman',
			command: own.podman,
			args: [...quiet, 'system', 'service', '--time=0', `unix://${socket}`],
			folder: home,
			env,
			netns: network.file,
			...(isRootless ? { account: parts.account } : {}),
			ready: async () => (await runDocker(access, ['version', '--format', '{{.Server.Version}}'])) !== '',
		});
		await podman('import', archive, CONTAINER_IMAGE);
		await service.start();
		cleanup.add(service.stop);
		cleanup.add(async () => {
			await podman('rm', '--all', '--force', '--volumes', '--time', '0');
		});
		return { service, access, folder, podman, stop: cleanup.run };
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}

const quiet = ['--log-level=error'];
