import type { Container } from '../../engine/container.ts';
import { formatBytes, formatBytesPerSecond, formatCores, formatDuration, formatRatio } from '../../metrics/format.ts';
import type { Acting } from './acting.ts';
import { stateRank, stateText } from './state.ts';
import type { Usage } from './usage.ts';

export type ColumnId =
	| 'cpu'
	| 'memory'
	| 'name'
	| 'state'
	| 'net-in'
	| 'net-out'
	| 'up'
	| 'restarts'
	| 'cpu-share'
	| 'limit'
	| 'disk-read'
	| 'disk-written'
	| 'project'
	| 'service'
	| 'ports'
	| 'image';

/** A row before it is written out: the container, its usage, and what the moment adds. */
export type Row = {
	readonly container: Container;
	readonly usage: Usage | undefined;
	/** Cores of the engine's machine, for the share of the whole. */
	readonly cores: number | undefined;
	readonly acting: Acting | undefined;
	/** Whether it starts and dies again and again. */
	readonly isLooping: boolean;
	/** Whether it does, is sick, or was killed. */
	readonly isInTrouble: boolean;
	/** Whether it stopped in good order. */
	readonly isAtRest: boolean;
};

export type Column = {
	readonly id: ColumnId;
	readonly title: string;
	/** Cells; 0 takes what is left. */
	readonly width: number;
	readonly isRight: boolean;
	/** The smaller, the later it gives way in a narrow table. */
	readonly rank: number;
	/** `now` in milliseconds since the epoch. */
	cell(row: Row, now: number): string;
};

const startOf = ({ container: { state, startedAt } }: Row): number | undefined =>
	state === 'running' ? startedAt : undefined;

const uptime = (row: Row, now: number): number | undefined => {
	const start = startOf(row);
	return start === undefined ? undefined : Math.max(0, now - start) / 1000;
};

const ports = ({ container }: Row): string =>
	[
		...new Set(
			container.ports.map(({ hostPort, containerPort }) => `${hostPort ?? ''}${hostPort ? ':' : ''}${containerPort}`),
		),
	].join(' ');

// What a container without a network of its own sends cannot be told from what the machine sends.
const traffic = ({ container, usage }: Row, direction: 'receiveBytesPerSecond' | 'transmitBytesPerSecond'): string =>
	container.isOnHostNetwork && container.state === 'running' ? 'host' : formatBytesPerSecond(usage?.[direction]);

const stateWidth = 17;

// `exited 137, 40s ago` is too long by a word, and nothing is cut off that is a number.
const stateCell = (row: Row, now: number): string => {
	const text = stateText({ ...row, now });
	return text.length > stateWidth ? text.replace(/ ago$/, '') : text;
};

/** The columns of the containers table, left to right; a narrower table leaves out those that need more room. */
export const columns: readonly Column[] = [
	{ id: 'name', title: 'NAME', width: 0, isRight: false, rank: 0, cell: ({ container }) => container.name },
	{ id: 'state', title: 'STATE', width: stateWidth, isRight: false, rank: 0, cell: stateCell },
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
		cell: row => traffic(row, 'receiveBytesPerSecond'),
	},
	{
		id: 'net-out',
		title: 'NET OUT',
		width: 9,
		isRight: true,
		rank: 7,
		cell: row => traffic(row, 'transmitBytesPerSecond'),
	},
	{
		id: 'disk-read',
		title: 'READ',
		width: 9,
		isRight: true,
		rank: 11,
		cell: ({ usage }) => formatBytesPerSecond(usage?.readBytesPerSecond),
	},
	{
		id: 'disk-written',
		title: 'WRITTEN',
		width: 9,
		isRight: true,
		rank: 12,
		cell: ({ usage }) => formatBytesPerSecond(usage?.writtenBytesPerSecond),
	},
	{ id: 'up', title: 'UP', width: 7, isRight: true, rank: 3, cell: (row, now) => formatDuration(uptime(row, now)) },
	{
		id: 'restarts',
		title: 'RESTARTS',
		width: 9,
		isRight: true,
		rank: 4,
		cell: ({ container }) => (container.restartCount === undefined ? '–' : String(container.restartCount)),
	},
	{
		id: 'project',
		title: 'PROJECT',
		width: 14,
		isRight: false,
		rank: 13,
		cell: ({ container }) => container.project ?? '',
	},
	{
		id: 'service',
		title: 'SERVICE',
		width: 16,
		isRight: false,
		rank: 14,
		cell: ({ container }) => container.service ?? '',
	},
	{ id: 'ports', title: 'PORTS', width: 16, isRight: false, rank: 9, cell: ports },
	{ id: 'image', title: 'IMAGE', width: 36, isRight: false, rank: 10, cell: ({ container }) => container.image },
];

type Key = number | string;

/** What a column sorts by: the larger first for numbers, the alphabet for names. In the order in which they are gone through. */
export const sortKeys: Readonly<Record<ColumnId, (row: Row) => Key | undefined>> = {
	cpu: ({ usage }) => usage?.cpuCores,
	memory: ({ usage }) => usage?.memoryBytes,
	name: ({ container }) => container.name,
	state: ({ container, isInTrouble }) => stateRank(container, isInTrouble),
	'net-in': ({ usage }) => usage?.receiveBytesPerSecond,
	'net-out': ({ usage }) => usage?.transmitBytesPerSecond,
	up: row => {
		const start = startOf(row);
		return start === undefined ? undefined : -start;
	},
	restarts: ({ container }) => container.restartCount,
	limit: ({ usage }) => usage?.memoryLimitBytes,
	'disk-read': ({ usage }) => usage?.readBytesPerSecond,
	'disk-written': ({ usage }) => usage?.writtenBytesPerSecond,
	'cpu-share': ({ usage }) => usage?.cpuCores,
	project: ({ container }) => container.project,
	service: ({ container }) => container.service,
	// The smallest first, as they are counted.
	ports: ({ container }) => {
		const [first, ...more] = container.ports.map(({ hostPort, containerPort }) => hostPort ?? containerPort);
		return first === undefined ? undefined : -Math.min(first, ...more);
	},
	image: ({ container }) => container.image,
};

/** Whether the order by a column depends on what containers use, which has to be measured first. */
export const isByUsage = (column: ColumnId): boolean =>
	!['name', 'state', 'up', 'restarts', 'project', 'service', 'ports', 'image'].includes(column);

const sortOrder = Object.keys(sortKeys) as ColumnId[];

/** The next column to sort by that is not hidden; the share of the CPU sorts as the CPU does. */
export const nextSort = (column: ColumnId, hidden: ReadonlySet<ColumnId>): ColumnId => {
	const order = sortOrder.filter(id => id !== 'cpu-share' && (id === column || !hidden.has(id)));
	return order[(order.indexOf(column) + 1) % order.length] ?? 'cpu';
};
