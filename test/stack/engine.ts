import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, createChild } from './child.ts';
import { createNetworkNamespace } from './network-namespace.ts';
import { type Parts, SYSTEM_PATH } from './parts.ts';
import { runProgram } from './run-program.ts';

/** How to reach the rig's engine with the docker command of its generation. */
export type EngineAccess = {
	readonly docker: string;
	/** `unix://` and the path of the socket. */
	readonly dockerHost: string;
	/** Folder for the command's own settings, so that the user's are not read. */
	readonly settings: string;
};

/** A private Docker engine, beside any that the machine has. */
export type Engine = {
	readonly child: Child;
	readonly access: EngineAccess;
	/** Takes the engine's network away; only after it has ended. */
	readonly removeNetwork: () => Promise<void>;
};

/** How an engine differs from a plain one. */
export type EngineOptions = {
	/** Keeps images in containerd, as new installations of Docker 29 do; the newer generation only. */
	readonly hasContainerdStore?: boolean;
	/** Further arguments, such as another address to listen on. */
	readonly more?: readonly string[];
};

/** Starts the real dockerd with data, socket, containerd and network of its own, all below `folder`. */
export async function startEngine(
	parts: Parts,
	folder: string,
	{ hasContainerdStore = false, more = [] }: EngineOptions = {},
): Promise<Engine> {
	const home = join(folder, 'engine');
	const socket = join(home, 'docker.sock');
	await mkdir(home);
	const network = await createNetworkNamespace(join(home, 'network'));
	const access = { docker: parts.docker, dockerHost: `unix://${socket}`, settings: join(home, 'settings') };
	const child = createChild({
		name: 'dockerd',
		command: parts.dockerd,
		args: [
			...['--data-root', join(home, 'data'), '--exec-root', join(home, 'exec'), '-p', join(home, 'pid')],
			...['-H', access.dockerHost, '--containerd-namespace', 'aixcl-rig', '--shutdown-timeout', '5'],
			...['--exec-opt', 'native.cgroupdriver=cgroupfs', '--log-level', 'warn'],
			// The namespace is Docker's own: cAdvisor looks in no other.
			...(hasContainerdStore ? ['--feature', 'containerd-snapshotter=true', '--containerd-namespace', 'moby'] : []),
			...more,
		],
		folder,
		env: { PATH: `${parts.engineFolder}:${SYSTEM_PATH}` },
		netns: network.file,
		// An engine that was killed leaves the id of its containerd behind; a new one waits 10 s for that to answer.
		prepare: () => rm(join(home, 'exec', 'containerd', 'containerd.pid'), { force: true }),
		ready: () => runDocker(access, ['version', '--format', '{{.Server.Version}}']).then(() => true),
	});
	await child.start();
	return { child, access, removeNetwork: network.remove };
}

/** Runs the docker command against the rig's engine and gives its stdout. */
export function runDocker(access: EngineAccess, args: readonly string[]): Promise<string> {
	return runProgram(access.docker, args, {
		env: { DOCKER_HOST: access.dockerHost, DOCKER_CONFIG: access.settings },
	});
}
