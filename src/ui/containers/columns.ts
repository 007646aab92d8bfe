import type { Container, ContainerAction } from '../../engine/container.ts';
import { formatBytes, formatBytesPerSecond, formatCores, formatDuration, formatRatio } from '../../metrics/format.ts';
import { stateRank, stateText } from './state.ts';
import type { Usage } from './usage.ts';

export type SortColumn = 'cpu' | 'memory' | 'name' | 'state' | 'net-in' | 'net-out' | 'up' | 'restarts';

/** A row before it is written out: the container, its usage, and what the moment adds. */
export type Row = {
	readonly container: Container;
	readonly usage: Usage | undefined;
	/** Milliseconds since the epoch. */
	readonly now: number;
	/** Cores of the engine's machine, for the share of the whole. */
	readonly cores: number | undefined;
	readonly acting: ContainerAction | undefined;
};

export type Column = {
	readonly id: SortColumn | 'cpu-share' | 'limit' | 'image' | 'ports';
	readonly title: string;
	/** Cells; 0 takes what is left. */
	readonly width: number;
	readonly isRight: boolean;
	/** The smaller, the later it gives way in a narrow table. */
	readonly rank: number;
	cell(row: Row): string;
};

const uptime = ({ container, now }: Row): number | undefined =>
	container.state === 'running' && container.startedAt !== undefined
		? Math.max(0, now - container.startedAt) / 1000
		: undefined;

const ports = ({ container }: Row): string =>
	[
		...new Set(
			container.ports.map(({ hostPort, containerPort }) => `${hostPort ?? ''}${hostPort ? ':' : ''}${containerPort}`),
		),
	].join(' ');

/** The columns of the containers table, left to right; a narrower table leaves out those that need more room. */
export const columns: readonly Column[] = [
	{ id: 'name', title: 'NAME', width: 0, isRight: false, rank: 0, cell: ({ container }) => container.name },
	{ id: 'state', title: 'STATE', width: 17, isRight: false, rank: 0, cell: stateText },
	{ id: 'cpu', title: 'CPU', width: 10, isRight: true, rank: 1, cell: ({ usage }) => formatCores(usage?.cpuCores) },
	{
		id: 'cpu-share',
		title: '%',
		width: 5,
		isRight: true,
		rank: 8,
		cell: ({ usage, cores }) =>
			formatRatio(usage?.cpuCores !== undefined && cores ? usage.cpuCores / cores : undefined),
	},
	{
		id: 'memory',
		title: 'MEMORY',
		width: 8,
		isRight: true,
		rank: 2,
		cell: ({ usage }) => formatBytes(usage?.memoryBytes),
	},
	{
		id: 'limit',
		title: 'LIMIT',
		width: 8,
		isRight: true,
		rank: 5,
		cell: ({ usage }) => formatBytes(usage?.memoryLimitBytes),
	},
	{
		id: 'net-in',
		title: 'NET IN',
		width: 9,
		isRight: true,
		rank: 6,
		cell: ({ usage }) => formatBytesPerSecond(usage?.receiveBytesPerSecond),
	},
	{
		id: 'net-out',
		title: 'NET OUT',
		width: 9,
		isRight: true,
		rank: 7,
		cell: ({ usage }) => formatBytesPerSecond(usage?.transmitBytesPerSecond),
	},
	{ id: 'up', title: 'UP', width: 7, isRight: true, rank: 3, cell: row => formatDuration(uptime(row)) },
	{
		id: 'restarts',
		title: 'RESTARTS',
		width: 9,
		isRight: true,
		rank: 4,
		cell: ({ container }) => (container.restartCount === undefined ? '–' : String(container.restartCount)),
	},
	{ id: 'ports', title: 'PORTS', width: 16, isRight: false, rank: 9, cell: ports },
	{ id: 'image', title: 'IMAGE', width: 36, isRight: false, rank: 10, cell: ({ container }) => container.image },
];

type Key = number | string;

/** What a column sorts by: the larger first for numbers, the alphabet for names. */
export const sortKeys: Readonly<Record<SortColumn, (row: Row) => Key | undefined>> = {
	cpu: ({ usage }) => usage?.cpuCores,
	memory: ({ usage }) => usage?.memoryBytes,
	name: ({ container }) => container.name,
	state: ({ container }) => stateRank(container),
	'net-in': ({ usage }) => usage?.receiveBytesPerSecond,
	'net-out': ({ usage }) => usage?.transmitBytesPerSecond,
	up: uptime,
	restarts: ({ container }) => container.restartCount,
};

const sortOrder = Object.keys(sortKeys) as SortColumn[];

export const nextSort = (column: SortColumn): SortColumn =>
	sortOrder[(sortOrder.indexOf(column) + 1) % sortOrder.length] ?? 'cpu';
