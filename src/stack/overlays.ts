import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineInfo } from '../engine/container.ts';
import { chooseGpu, type GpuInfo } from './gpu.ts';
import type { Profile } from './profiles.ts';

export type OverlayInputs = {
	readonly folder: string;
	readonly info: Pick<EngineInfo, 'version' | 'isRootless'> & GpuInfo & { readonly storageDriver?: string | undefined };
	/** Whether the engine runs on this machine. */
	readonly isHere: boolean;
	readonly profiles: readonly Profile[];
};

// Only a shared root can be mounted as a slave; in a virtual machine of a desktop product it often is not.
const hasSharedRoot = (): boolean => {
	try {
		return readFileSync('/proc/1/mountinfo', 'utf8')
			.split('\n')
			.some(line => line.split(' ')[4] === '/' && / shared:\d+ /.test(line));
	} catch {
		return false;
	}
};

const isPlainLinux = (): boolean => {
	try {
		return !/microsoft|linuxkit/i.test(readFileSync('/proc/version', 'utf8'));
	} catch {
		return false;
	}
};

// Docker before 25 refuses a file that says how often health is checked while a container starts.
const isQuickToCheck = ({ product, version }: OverlayInputs['info']): boolean =>
	product === 'docker' && Number.parseInt(version, 10) >= 25;

/** The compose files for this machine, the base first, what was chosen in words, and why a GPU that is there is not. */
export const composeFilesFor = (
	inputs: OverlayInputs,
): { readonly files: readonly string[]; readonly chosen: readonly string[]; readonly whyNoGpu: string | undefined } => {
	const { folder, info, isHere } = inputs;
	const { overlay, whyNot } = chooseGpu(inputs);
	const isPlainDocker = isHere && info.product === 'docker' && isPlainLinux();
	const overlays = [
		...(info.product === 'podman' ? ['podman'] : []),
		...(isQuickToCheck(info) ? ['engine-25'] : []),
		...(isPlainDocker && hasSharedRoot() ? ['rslave'] : []),
		...(isPlainDocker && info.storageDriver === 'overlayfs' ? ['containerd'] : []),
		...(isPlainDocker && info.isRootless === false && existsSync('/dev/kmsg') ? ['oom'] : []),
		...(overlay ? [overlay] : []),
		...(inputs.profiles.includes('ollama-direct') ? ['ollama-direct'] : []),
	].filter(name => existsSync(join(folder, 'compose', `${name}.yaml`)));
	return {
		files: ['compose', ...overlays].map(name => join(folder, 'compose', `${name}.yaml`)),
		chosen: overlays,
		whyNoGpu: whyNot && `${whyNot.text}: ${whyNot.fix}.`,
	};
};
