import { leastGpuMemory } from '../../metrics/catalogue/gpu/least-memory.ts';
import { formatBytes, formatRatio } from '../../metrics/format.ts';
import type { Readings } from '../../metrics/snapshot.ts';
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

/** Whether there is a GPU that could run a model: an exporter tells of one, or something lies in its memory. */
export const hasGpu = (readings: Readings): boolean =>
	(readings['gpu.info'] ?? []).some(({ labels }) => !isTooSmall(readings, labels.uuid)) ||
	(readings['llm.model.vram_bytes'] ?? []).some(({ value }) => value > 0);

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
