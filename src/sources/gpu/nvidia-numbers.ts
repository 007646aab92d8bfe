import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import { clean } from '../../text/clean.ts';
import { type Measured, measured } from '../measured.ts';
import { numberIn, parseCsv } from './csv.ts';

const mebi = 2 ** 20;

/** What is asked of nvidia-smi, the number it becomes, and by how much it is multiplied. */
const fields: readonly (readonly [field: string, id: MetricId, scale: number])[] = [
	['utilization.gpu', 'gpu.utilization_ratio', 0.01],
	['memory.used', 'gpu.memory.used_bytes', mebi],
	['memory.total', 'gpu.memory.total_bytes', mebi],
	['temperature.gpu', 'gpu.temperature_celsius', 1],
	['power.draw', 'gpu.power_watts', 1],
	['enforced.power.limit', 'gpu.power.limit_watts', 1],
	['fan.speed', 'gpu.fan.ratio', 0.01],
	['clocks.current.sm', 'gpu.clock_hertz', 1e6],
	['clocks.current.memory', 'gpu.memory.clock_hertz', 1e6],
	['pstate', 'gpu.performance_state', 1],
];

/** Drivers before 530 do not know them, and then answer nothing at all. */
const later: typeof fields = [
	['utilization.encoder', 'gpu.encoder.ratio', 0.01],
	['utilization.decoder', 'gpu.decoder.ratio', 0.01],
];

const identity = ['index', 'uuid', 'name', 'driver_version'] as const;

/** The fields to ask for, of a driver that knows them all or of an older one. */
export const queryFields = (isOld: boolean): string =>
	[...identity, ...[...fields, ...(isOld ? [] : later)].map(([field]) => field)].join(',');

export const processFields = 'gpu_uuid,pid,used_gpu_memory,process_name';

const bare = (uuid: string | undefined): string => (uuid ?? '').replace(/^GPU-/, '');

const labelsOf = (row: ReadonlyMap<string, string>) => ({
	uuid: clean(bare(row.get('uuid'))),
	index: clean(row.get('index') ?? ''),
	name: clean(row.get('name') ?? ''),
	exporter: clean('nvidia-smi'),
});

/** The numbers in what nvidia-smi tells of its devices and of the processes on them; `cuda` is the version that it knows. */
export const nvidiaNumbers = (devices: string, processes: string, cuda: string | undefined): readonly Measured[] => {
	const rows = parseCsv(devices);
	const byUuid = new Map(rows.map(row => [bare(row.get('uuid')), labelsOf(row)]));
	return [
		...rows.flatMap(row => {
			const labels = labelsOf(row);
			const versions = {
				driver: clean(row.get('driver_version') ?? ''),
				...(cuda === undefined ? {} : { cuda: clean(cuda) }),
			};
			return [
				measured('gpu.info', 1, { ...labels, ...versions }),
				...[...fields, ...later].map(([field, id, scale]) => measured(id, numberIn(row.get(field), scale), labels)),
			];
		}),
		...parseCsv(processes).flatMap(row => {
			const labels = byUuid.get(bare(row.get('gpu_uuid')));
			const bytes = numberIn(row.get('used_gpu_memory'), mebi);
			if (labels === undefined) return [];
			const own = { ...labels, pid: clean(row.get('pid') ?? ''), process: clean(row.get('process_name') ?? '', 200) };
			return [measured('gpu.processes.memory_bytes', bytes, own)];
		}),
	];
};
