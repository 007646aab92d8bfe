import { formatBytes, formatCount, formatDuration, formatRate } from '../../metrics/format.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { formatLatency } from '../../ui/llm/latency.ts';
import { gpuFinder, placeOfModel, secondsLeft } from '../../ui/llm/place.ts';
import { type ModelRow, modelRows } from '../../ui/llm/rows.ts';
import { readingsOf } from '../../ui/readings.ts';
import { textFacts, textTable } from './text-table.ts';

const header = ['MODEL', 'SIZE', 'RUNS ON', 'UNLOAD', 'BUSY', 'TOK/S', '1ST P50', '1ST P95', 'N'];

const left = (row: ModelRow, now: number): string => {
	const seconds = secondsLeft(row, now);
	return seconds === Number.POSITIVE_INFINITY ? 'kept' : formatDuration(seconds);
};

/** The model servers that do not answer, and a table of models; nothing where neither is known. */
export const modelsText = (snapshot: Snapshot): readonly string[] => {
	const { readings, at } = snapshot;
	const isGpuThere = gpuFinder(snapshot);
	const rows = modelRows(readings).map(row => [
		row.name,
		formatBytes(row.size),
		row.isLoaded ? (placeOfModel(row, isGpuThere(row))?.text ?? '–') : 'unloaded',
		left(row, at / 1000),
		formatCount(row.inFlight),
		formatRate(row.tokens),
		formatLatency(row.firstToken.p50),
		formatLatency(row.firstToken.p95),
		formatCount(row.request.samples === undefined ? undefined : Math.round(row.request.samples)),
	]);
	const servers = readingsOf(snapshot, 'llm.up').flatMap(({ labels, value }) =>
		textFacts('Models', [value === 1 ? 'server up' : 'server DOWN', labels.instance]),
	);
	return [...servers, ...(rows.length === 0 ? [] : ['', ...textTable(header, rows)])];
};
