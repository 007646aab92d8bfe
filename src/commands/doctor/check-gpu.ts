import { chooseGpu, type GpuLook, lookHere } from '../../stack/gpu.ts';
import { isOurs } from '../../stack/ours.ts';
import { parseProfiles } from '../../stack/profiles.ts';
import type { Stack } from '../open-stack.ts';
import type { ServiceStatus } from '../status/look.ts';
import { type Check, notApplicable, pass, warn } from './check.ts';

export type GpuInputs = Pick<Stack, 'info' | 'isHere' | 'stackEnv' | 'composeFile'>;

const how = {
	'gpu-nvidia': 'by the NVIDIA Container Toolkit',
	'gpu-nvidia-cdi': 'by CDI',
	'gpu-amd': 'by its devices /dev/kfd and /dev/dri',
} as const;

/** Whether there is a GPU, whether the engine can hand it to Ollama, and whether the one that runs was made with it. */
export const checkGpu = (
	{ info, isHere, stackEnv, composeFile }: GpuInputs,
	services: readonly ServiceStatus[],
	look: GpuLook = lookHere,
): readonly Check[] => {
	if (!isHere) return [notApplicable('gpu', 'The GPUs of another machine cannot be looked at')];
	const profiles = parseProfiles(stackEnv.profiles, 'COMPOSE_PROFILES');
	if (profiles.includes('cpu')) return [notApplicable('gpu', 'The profile cpu keeps models on the CPU')];
	const { overlay, whyNot } = chooseGpu({ info, isHere, profiles }, look);
	if (whyNot !== undefined) return [warn('gpu', whyNot.text, whyNot.fix)];
	if (overlay === undefined) return [notApplicable('gpu', 'There is no NVIDIA or AMD GPU here: models run on the CPU')];
	const found = pass('gpu', `aixcl start hands the GPU to Ollama ${how[overlay]} (${overlay})`);
	const running = (name: string) =>
		services.find(status => status.name === name && status.container?.state === 'running')?.container;
	const ollama = running('ollama');
	// Both are started together; where only the one runs, it was made before the GPU could be handed out.
	const isOlder =
		overlay !== 'gpu-amd' && ollama !== undefined && isOurs(ollama, composeFile) && !running('nvidia-gpu-exporter');
	return isOlder
		? [found, warn('gpu.ollama', 'Ollama was started without the GPU, and nothing tells of it', 'aixcl start')]
		: [found];
};
