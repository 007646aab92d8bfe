import { formatBytes, formatCelsius, formatRatio, formatWatts } from '../../metrics/format.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { gpusIn, shortName } from '../../ui/gpu/gpus.ts';
import { textTable } from './text-table.ts';

const header = ['GPU', 'BUSY', 'MEMORY', 'OF', 'TEMP', 'POWER', 'OF'];

/** A table of the GPUs; nothing where there is none. */
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
	return rows.length === 0 ? [] : ['', ...textTable(header, rows)];
};
