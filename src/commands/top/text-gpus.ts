import { formatBytes, formatCelsius, formatRatio, formatWatts } from '../../metrics/format.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { gpusIn, shortName } from '../../ui/gpu/gpus.ts';
import { textFacts, textTable } from './text-table.ts';

const header = ['GPU', 'BUSY', 'MEMORY', 'OF', 'TEMP', 'POWER', 'OF'];

/** A table of the GPUs, and why there is none where who tells of them failed; else nothing. */
export const gpusText = (snapshot: Snapshot): readonly string[] => {
	const rows = gpusIn(snapshot).map(gpu => [
		`${gpu.index} ${shortName(gpu.name)}`,
		formatRatio(gpu.utilization),
		formatBytes(gpu.memoryUsed),
		formatBytes(gpu.memoryTotal),
		formatCelsius(gpu.temperature),
		formatWatts(gpu.power),
		formatWatts(gpu.powerLimit),
	]);
	if (rows.length > 0) return ['', ...textTable(header, rows)];
	return snapshot.gpuFault === undefined ? [] : textFacts('GPU', [snapshot.gpuFault]);
};
