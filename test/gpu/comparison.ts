import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { Measured } from '../../src/sources/measured.ts';

const mebi = 2 ** 20;

/** What nvidia-smi calls a number, what it is multiplied by to be ours, and by how much the two may differ. */
export const fields: readonly (readonly [field: string, id: MetricId, scale: number, tolerance: number])[] = [
	['memory.total', 'gpu.memory.total_bytes', mebi, 0],
	['memory.used', 'gpu.memory.used_bytes', mebi, 512 * mebi],
	['temperature.gpu', 'gpu.temperature_celsius', 1, 3],
	['power.draw', 'gpu.power_watts', 1, 60],
	['enforced.power.limit', 'gpu.power.limit_watts', 1, 0],
	['utilization.gpu', 'gpu.utilization_ratio', 0.01, 0.3],
	['utilization.encoder', 'gpu.encoder.ratio', 0.01, 0.3],
	['utilization.decoder', 'gpu.decoder.ratio', 0.01, 0.3],
	['fan.speed', 'gpu.fan.ratio', 0.01, 0.1],
	['clocks.current.sm', 'gpu.clock_hertz', 1e6, 300e6],
	['clocks.current.memory', 'gpu.memory.clock_hertz', 1e6, 0],
	['pstate', 'gpu.performance_state', 1, 0],
];

export const texts = ['uuid', 'name', 'driver_version'] as const;

/** What nvidia-smi wrote at one moment, without headers and units. */
export type Told = {
	/** A line for each device: its index, `texts` and `fields`. */
	readonly devices: string;
	/** A line for each process: the UUID of its device, its pid and its memory. */
	readonly processes: string;
};

/** One thing by nvidia-smi, before and after ours was read, and by aixcl. */
export type Row = {
	readonly gpu: string;
	readonly field: string;
	readonly 'nvidia-smi': string;
	readonly aixcl: string;
	readonly same: boolean;
};

type Values = readonly (number | undefined)[];

const cellsOf = (text: string): readonly (readonly string[])[] =>
	text
		.split('\n')
		.filter(line => line.trim() !== '')
		.map(line => line.split(',').map(cell => cell.trim()));

const numberIn = (cell = '', scale = 1): number | undefined =>
	/^P?-?\d+(?:[.]\d+)?$/.test(cell) ? Number(cell.replace('P', '')) * scale : undefined;

const bare = (uuid = ''): string => uuid.replace(/^GPU-/, '');

/** Whether ours lies between what was told before and after it, or is as unknown as that. */
const isBetween = (told: Values, ours: number | undefined, tolerance: number): boolean => {
	const known = told.filter(value => value !== undefined);
	if (known.length === 0) return ours === undefined;
	const slack = tolerance + 1e-9 * Math.max(...known);
	return ours !== undefined && ours >= Math.min(...known) - slack && ours <= Math.max(...known) + slack;
};

const numberRow = (gpu: string, field: string, told: Values, ours: number | undefined, tolerance: number): Row => ({
	...{ gpu, field, 'nvidia-smi': told.join(' … '), aixcl: String(ours ?? '') },
	same: isBetween(told, ours, tolerance),
});

const deviceRows = (told: readonly Told[], cuda: string, numbers: readonly Measured[]): readonly Row[] => {
	const [before, after] = told.map(({ devices }) => new Map(cellsOf(devices).map(cells => [cells[0]!, cells])));
	return [...before!].flatMap(([gpu, cells]) => {
		const own = numbers.filter(({ labels }) => labels.index === gpu);
		const labels = own.find(({ id }) => id === 'gpu.info')?.labels;
		const facts = [bare(cells[1]), cells[2], cells[3], cuda].map((text, place) => {
			const field = [...texts, 'CUDA'][place]!;
			const ours = [labels?.uuid, labels?.name, labels?.driver, labels?.cuda][place] ?? '';
			return { gpu, field, 'nvidia-smi': text ?? '', aixcl: ours, same: ours === text };
		});
		const rows = fields.map(([field, id, scale, tolerance], place) => {
			const at = 1 + texts.length + place;
			const values = [cells, after!.get(gpu)].map(each => numberIn(each?.[at], scale));
			return numberRow(gpu, field, values, own.find(each => each.id === id)?.value, tolerance);
		});
		return [...facts, ...rows];
	});
};

const processRows = (told: readonly Told[], numbers: readonly Measured[]): readonly Row[] => {
	const keyed = told.map(
		({ processes }) => new Map(cellsOf(processes).map(([uuid, pid, memory]) => [`${bare(uuid)} ${pid}`, memory])),
	);
	const ours = new Map(
		numbers
			.filter(({ id }) => id === 'gpu.processes.memory_bytes')
			.map(({ labels, value }) => [`${labels.uuid} ${labels.pid}`, value]),
	);
	return [...new Set([...keyed.flatMap(each => [...each.keys()]), ...ours.keys()])].flatMap(key => {
		const isThere = keyed.map(each => each.has(key));
		// It began or ended meanwhile.
		if (!ours.has(key) && !isThere.every(Boolean)) return [];
		const [gpu = '', pid] = key.split(' ');
		const values = keyed.map(each => numberIn(each.get(key), mebi));
		const row = numberRow(gpu, `process ${pid}`, values, ours.get(key), 512 * mebi);
		return [{ ...row, same: row.same && ours.has(key) && isThere.some(Boolean) }];
	});
};

/** Compares what was read of the GPUs with what nvidia-smi said before and after; `cuda` is the version that it tells. */
export const compare = (before: Told, after: Told, cuda: string, numbers: readonly Measured[]): readonly Row[] => [
	...deviceRows([before, after], cuda, numbers),
	...processRows([before, after], numbers),
];
