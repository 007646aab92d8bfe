import { formatBytes, formatBytesPerSecond, formatCores } from '../../metrics/format.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { textTable } from './text-table.ts';

const columns = [
	['container.cpu_cores', formatCores],
	['container.memory_bytes', formatBytes],
	['container.memory_limit_bytes', formatBytes],
	['container.network.receive_bytes_per_second', formatBytesPerSecond],
	['container.network.transmit_bytes_per_second', formatBytesPerSecond],
] as const;

/** The containers that were measured then, the busiest first: the engine itself knows only of now. */
export const pastContainersText = ({ readings }: Snapshot): readonly string[] => {
	const rows = new Map<string, { name: string; values: (number | undefined)[] }>();
	for (const [index, [id]] of columns.entries()) {
		for (const { labels, value } of readings[id] ?? []) {
			const key = labels.id ?? labels.name ?? '';
			const row = rows.get(key) ?? { name: labels.name ?? key, values: columns.map(() => undefined) };
			row.values[index] = value;
			rows.set(key, row);
		}
	}
	if (rows.size === 0) return [];
	const sorted = [...rows.values()].toSorted((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0));
	return [
		'',
		...textTable(
			['CONTAINER', 'CPU', 'MEMORY', 'LIMIT', 'NET IN', 'NET OUT'],
			sorted.map(({ name, values }) => [name, ...columns.map(([, format], index) => format(values[index]))]),
		),
	];
};
