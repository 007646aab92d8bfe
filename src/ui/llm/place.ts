import { leastGpuMemory } from '../../metrics/catalogue/gpu/least-memory.ts';
import { formatBytes, formatRatio } from '../../metrics/format.ts';
import { machineOf } from '../../metrics/machine.ts';
import type { Reading, Readings, Snapshot } from '../../metrics/snapshot.ts';
import type { ModelRow } from './rows.ts';

/** Where a model runs. `misplaced` is on the CPU, in whole or in part, where a GPU is there to have it. */
export type ModelPlace = {
	/** A few cells: `GPU`, `40% CPU`, `CPU`. */
	readonly text: string;
	readonly isMisplaced: boolean;
	/** The same in a sentence, where it ought to be otherwise. */
	readonly sentence: string | undefined;
};

const isTooSmall = (readings: Readings, uuid: string | undefined): boolean =>
	(readings['gpu.memory.total_bytes'] ?? []).some(
		({ labels, value }) => labels.uuid === uuid && value < leastGpuMemory,
	);

const machineIn = ({ labels }: Pick<Reading, 'labels'>): string => machineOf(labels.instance ?? '');

/**
 * Whether a model has a GPU that it could run on: an exporter tells of one of its machine, or something lies in the memory
 * of one there. Where neither is known to be of one of several machines, as by the names of containers, they are of one.
 */
export const gpuFinder = (
	snapshot: Pick<Snapshot, 'readings' | 'hosts'> | undefined,
): ((row: Pick<ModelRow, 'instance'>) => boolean) => {
	const { readings = {}, hosts = [] } = snapshot ?? {};
	const machines = new Set(hosts.map(({ instance }) => machineOf(instance)));
	const servers = new Set((readings['llm.up'] ?? []).map(machineIn));
	const isOfOne = (machine: string): boolean => machines.size > 1 && machines.has(machine);
	const gpus = (readings['gpu.info'] ?? []).filter(({ labels }) => !isTooSmall(readings, labels.uuid)).map(machineIn);
	const used = (readings['llm.model.vram_bytes'] ?? []).filter(({ value }) => value > 0).map(machineIn);
	const isAnybodys = gpus.some(machine => !isOfOne(machine) && !servers.has(machine));
	return ({ instance = '' }) => {
		const own = machineOf(instance);
		return gpus.includes(own) || used.includes(own) || (isAnybodys && !isOfOne(own));
	};
};

// Ollama keeps a little of a model in main memory also where all its layers are on the GPU.
const negligible = 0.01;

/** Where a model runs; undefined where nobody tells. */
export const placeOfModel = ({ name, size, vram }: ModelRow, isGpuThere: boolean): ModelPlace | undefined => {
	if (size === undefined || vram === undefined || size <= 0) return undefined;
	const onCpu = Math.max(0, 1 - vram / size);
	if (onCpu < negligible) return { text: 'GPU', isMisplaced: false, sentence: undefined };
	const isWhole = vram === 0;
	const text = isWhole ? 'CPU' : `${formatRatio(onCpu).replace(/\.\d%/, '%')} CPU`;
	if (!isGpuThere) return { text, isMisplaced: false, sentence: undefined };
	const sentence = isWhole
		? `${name} runs on the CPU: none of it is on the GPU.`
		: `${name} runs ${text.replace(' CPU', '')} on the CPU: ${formatBytes(size - vram)} of it found no room on the GPU.`;
	return { text, isMisplaced: true, sentence };
};

// Keep-alive for ever is told as a time some centuries away.
const far = 100 * 365 * 24 * 3600;

/** Seconds until a model is unloaded at `now` (seconds since the epoch); Infinity where it stays, absent where nobody tells. */
export const secondsLeft = ({ expires }: ModelRow, now: number): number | undefined =>
	expires === undefined ? undefined : expires - now > far ? Number.POSITIVE_INFINITY : Math.max(0, expires - now);
