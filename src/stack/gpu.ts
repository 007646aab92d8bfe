import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineInfo } from '../engine/container.ts';
import type { Profile } from './profiles.ts';

/** The overlay by which containers get the GPUs, and why they get none where there seems to be one. */
export type GpuChoice = {
	readonly overlay?: 'gpu-nvidia' | 'gpu-nvidia-cdi' | 'gpu-amd';
	readonly whyNot?: WhyNot;
};

/** As in `EngineInfo`; only compared here, and never shown. */
export type GpuInfo = Pick<EngineInfo, 'product'> & {
	readonly runtimes?: readonly string[] | undefined;
	readonly cdiDevices?: readonly string[] | undefined;
};

/** What keeps containers from a GPU that is there, in a sentence without its full stop, and what to do about it. */
export type WhyNot = { readonly text: string; readonly fix: string };

export type GpuInputs = {
	readonly info: GpuInfo;
	/** Whether the engine runs on this machine. */
	readonly isHere: boolean;
	readonly profiles: readonly Profile[];
};

/** What is looked at of this machine. */
export type GpuLook = {
	exists(path: string): boolean;
	/** The makers of its graphics cards, as PCI numbers them: `0x10de` is NVIDIA, `0x1002` AMD. */
	makers(): readonly string[];
};

const textIn = (path: string): string => {
	try {
		return readFileSync(path, 'utf8').trim();
	} catch {
		return '';
	}
};

/** The machine this runs on. */
export const lookHere: GpuLook = {
	exists: existsSync,
	makers() {
		const folder = '/sys/bus/pci/devices';
		if (!existsSync(folder)) return [];
		const isDisplay = (device: string) => textIn(join(folder, device, 'class')).startsWith('0x03');
		return readdirSync(folder)
			.filter(isDisplay)
			.map(device => textIn(join(folder, device, 'vendor')));
	},
};

const howTo = {
	docker:
		'install the NVIDIA Container Toolkit, then run sudo nvidia-ctk runtime configure --runtime=docker and restart Docker',
	podman: 'install the NVIDIA Container Toolkit, then run sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml',
} as const;

const specs = ['/etc/cdi/nvidia.yaml', '/var/run/cdi/nvidia.yaml', '/run/cdi/nvidia.yaml'];

// A card that the engine cannot hand to a container would keep Ollama from starting.
const wayOf = ({ info, isHere }: GpuInputs, { exists }: GpuLook): GpuChoice['overlay'] => {
	if (info.product === 'podman') return isHere && specs.some(exists) ? 'gpu-nvidia-cdi' : undefined;
	if (info.runtimes?.includes('nvidia')) return 'gpu-nvidia';
	return info.cdiDevices?.some(id => id.startsWith('nvidia.com/gpu')) ? 'gpu-nvidia-cdi' : undefined;
};

// The Linux of Windows has the driver of Windows, and /dev/dxg for cards of any maker; NVIDIA's library is there for its own.
const hasNvidiaDriver = ({ exists }: GpuLook): boolean =>
	exists('/dev/nvidiactl') || (exists('/dev/dxg') && exists('/usr/lib/wsl/lib/libcuda.so.1'));

const nvidiaHere = (inputs: GpuInputs, look: GpuLook): GpuChoice | undefined => {
	const overlay = wayOf(inputs, look);
	const hasDriver = hasNvidiaDriver(look);
	if (overlay !== undefined && hasDriver) return { overlay };
	// Windows does not say who made the card.
	if (!hasDriver && !look.makers().includes('0x10de')) return undefined;
	const { product } = inputs.info;
	return {
		whyNot: hasDriver
			? {
					text: `There is an NVIDIA GPU, but ${product} cannot hand it to containers, so models run on the CPU`,
					fix: howTo[product],
				}
			: {
					text: 'There is an NVIDIA GPU, but its driver is not loaded, so models run on the CPU',
					fix: 'nvidia-smi says what is wrong',
				},
	};
};

const amdHere = (look: GpuLook): GpuChoice => {
	if (look.exists('/dev/kfd')) return { overlay: 'gpu-amd' };
	return look.makers().includes('0x1002')
		? {
				whyNot: {
					text: 'There is an AMD GPU, but its driver gives no /dev/kfd, so models run on the CPU',
					fix: 'load amdgpu',
				},
			}
		: {};
};

// CDI lists the cards that there are; that a runtime is installed tells of none, and without one it starts nothing.
const elsewhere = (way: GpuChoice['overlay']): GpuChoice => {
	if (way === 'gpu-nvidia-cdi') return { overlay: way };
	return way === undefined
		? {}
		: {
				whyNot: {
					text: "The engine is on another machine and has NVIDIA's runtime; whether it has a GPU cannot be seen from here, so models run on the CPU",
					fix: 'aixcl start --profile gpu-nvidia hands it out',
				},
			};
};

/** Which overlay hands out the GPUs: that of a profile where one is named, else what this machine and its engine can do. */
export const chooseGpu = (inputs: GpuInputs, look: GpuLook = lookHere): GpuChoice => {
	const { profiles, isHere } = inputs;
	if (profiles.includes('cpu')) return {};
	const way = wayOf(inputs, look);
	const byProfile = inputs.info.product === 'podman' ? 'gpu-nvidia-cdi' : 'gpu-nvidia';
	if (profiles.includes('gpu-nvidia')) return { overlay: way ?? byProfile };
	if (profiles.includes('gpu-amd')) return { overlay: 'gpu-amd' };
	if (!isHere) return elsewhere(way);
	return nvidiaHere(inputs, look) ?? amdHere(look);
};
