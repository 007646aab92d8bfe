import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeNeeding, type Found } from './describe-parts.ts';
import { cacheFolder, findParts, type Parts } from './parts.ts';

/** Absolute paths of Debian 12's Podman. */
export type PodmanParts = {
	readonly podman: string;
	readonly conmon: string;
	/** Folder of the plugins that make its networks. */
	readonly networkPlugins: string;
};

/** Finds Podman without starting it. */
export const findPodman = (): Found<Parts & PodmanParts> => {
	const { parts, missing } = findParts();
	if (!parts) return { missing };
	const folder = join(cacheFolder(), 'bookworm');
	const plugins = (existsSync(folder) ? readdirSync(folder) : []).find(name => name.startsWith('containernetworking'));
	const podman = {
		podman: join(folder, 'bin', 'podman'),
		conmon: join(folder, 'bin', 'conmon'),
		networkPlugins: join(folder, plugins ?? 'none', 'usr', 'lib', 'cni'),
	};
	const absent = Object.values(podman).filter(path => !existsSync(path));
	if (absent.length > 0) return { missing: `the rig lacks ${absent.join(', ')}; run test/stack/install as root` };
	return { parts: { ...parts, ...podman } };
};

/** A group of tests that needs Podman. */
export const describePodman = (name: string, body: (parts: Parts & PodmanParts) => void): void =>
	describeNeeding<Parts & PodmanParts>(findPodman(), name, body);
