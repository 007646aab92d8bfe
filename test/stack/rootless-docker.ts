import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createChild } from './child.ts';
import { createCleanup } from './cleanup.ts';
import { CONTAINER_IMAGE, layOutImage } from './containers.ts';
import { describeNeeding, type Found } from './describe-parts.ts';
import { type EngineAccess, runDocker } from './engine.ts';
import { cacheFolder, findParts, type Parts, SYSTEM_PATH } from './parts.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** What a Docker without root runs on: Debian 12's RootlessKit and what it calls. */
type RootlessParts = { readonly helpers: readonly string[]; readonly slirpFolder: string };

const names = ['rootlesskit', 'newuidmap', 'newgidmap', 'slirp4netns'] as const;

const findRootless = (): Found<Parts & RootlessParts> => {
	const { parts, missing } = findParts();
	if (!parts) return { missing };
	const folder = join(cacheFolder(), 'bookworm');
	const slirp = (existsSync(folder) ? readdirSync(folder) : []).find(name => name.startsWith('libslirp0_'));
	const helpers = names.map(name => join(folder, 'bin', name));
	const absent = [...helpers, '/dev/net/tun', '/etc/subuid', '/etc/subgid'].filter(path => !existsSync(path));
	if (absent.length > 0 || slirp === undefined)
		return { missing: `the rig lacks ${absent.join(', ')}; run test/stack/install as root` };
	return { parts: { ...parts, helpers, slirpFolder: join(folder, slirp, 'usr', 'lib') } };
};

/** A group of tests that needs a Docker without root. */
export const describeRootless = (name: string, body: (parts: Parts & RootlessParts) => void): void =>
	describeNeeding<Parts & RootlessParts>(findRootless(), name, body);

// In a mount namespace of its own, so that the machine's ids and devices stay as they are: ids for the account's
// containers, and the tunnel that a network without root is made with, as udev would make it.
const surround = `set -e
mount --bind "$1/ids" /etc/subuid
mount --bind "$1/ids" /etc/subgid
mknod -m 666 "$1/tun" c 10 200
mount --bind "$1/tun" /dev/net/tun
shift
exec setpriv "$@"
`;

// As Docker's own script has it: what is copied up still leads to the machine's.
const begin = `#!/bin/sh
rm -f /run/docker /run/containerd /run/xtables.lock
exec dockerd "$@"
`;

/** A private Docker that runs as PostgreSQL's account, the only ordinary one there is, with one image. */
export async function startRootlessDocker(
	parts: Parts & RootlessParts,
): Promise<{ readonly access: EngineAccess; readonly stop: () => Promise<void> }> {
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	cleanup.add(stopOnSignal(cleanup.run));
	try {
		const home = join(folder, 'rootless');
		const { uid, gid } = parts.account;
		for (const inner of ['', 'bin', 'lib', 'run']) await mkdir(join(home, inner), { mode: 0o755 });
		// An ordinary account cannot look into the cache.
		const copy = async (from: string, to: string) => {
			await copyFile(from, join(home, to));
			await chmod(join(home, to), 0o755);
		};
		for (const program of ['dockerd', 'docker-proxy', 'containerd', 'containerd-shim-runc-v2'])
			await copy(join(parts.engineFolder, program), join('bin', program));
		for (const [index, name] of names.entries()) await copy(parts.helpers[index]!, join('bin', name));
		for (const name of ['newuidmap', 'newgidmap']) await chmod(join(home, 'bin', name), 0o4755);
		for (const name of await readdir(parts.slirpFolder, { recursive: true }))
			if (/\/libslirp\.so\.0$/.test(name)) await copy(join(parts.slirpFolder, name), join('lib', 'libslirp.so.0'));
		await writeFile(join(home, 'ids'), `${uid}:200000:65536\n`, { mode: 0o644 });
		await writeFile(join(home, 'bin', 'begin'), begin, { mode: 0o755 });
		const archive = await layOutImage(parts, home);
		await chown(home, uid, gid);
		await chown(join(home, 'run'), uid, gid);

		const socket = join(home, 'run', 'docker.sock');
		const access = { docker: parts.docker, dockerHost: `unix://${socket}`, settings: join(home, 'settings') };
		const service = createChild({
			name: 'rootless-dockerd',
			command: 'unshare',
			args: [
				...['--mount', '--propagation', 'private', 'sh', '-c', surround, 'sh', home],
				...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', join(home, 'bin', 'rootlesskit')],
				...['--net=slirp4netns', '--mtu=65520', '--disable-host-loopback', '--copy-up=/etc', '--copy-up=/run'],
				...['--slirp4netns-sandbox=false', '--slirp4netns-seccomp=false', '--propagation=rslave'],
				...[`--state-dir=${join(home, 'run', 'kit')}`, 'begin', '--rootless', '--data-root', join(home, 'data')],
				...['--exec-root', join(home, 'run', 'exec'), '--pidfile', join(home, 'run', 'pid'), '-H', access.dockerHost],
				...['--iptables=false', '--ip6tables=false', '--bridge=none', '--storage-driver', 'vfs', '--log-level', 'warn'],
			],
			folder: home,
			env: {
				PATH: `${join(home, 'bin')}:${SYSTEM_PATH}`,
				LD_LIBRARY_PATH: join(home, 'lib'),
				HOME: home,
				XDG_RUNTIME_DIR: join(home, 'run'),
			},
			ready: () => runDocker(access, ['version', '--format', '{{.Server.Version}}']).then(() => true),
		});
		await service.start();
		cleanup.add(service.stop);
		await runDocker(access, ['import', archive, CONTAINER_IMAGE]);
		cleanup.add(async () => {
			const ids = await runDocker(access, ['ps', '--all', '--quiet']);
			if (ids !== '') await runDocker(access, ['rm', '--force', ...ids.split('\n')]);
		});
		return { access, stop: cleanup.run };
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}
