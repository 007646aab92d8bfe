import { type GpuExporter, type GpuExporterId, gpuExporterIds, gpuExporters } from './gpu-exporters.ts';

/** What each exporter calls one thing, as PromQL in base units; absent where it does not tell it. */
export type GpuNames = Readonly<Partial<Record<GpuExporterId, string>>>;

const mebibyte = 2 ** 20;
/** What DCGM gives for what it does not know is about 2^63. */
const known = (name: string): string => `(${name} < 2 ^ 62)`;

/** The one table of names: each number, by exporter. */
export const gpuNames = {
	utilization: { dcgm: `${known('DCGM_FI_DEV_GPU_UTIL')} / 100`, nge: 'nvidia_smi_utilization_gpu_ratio' },
	memoryUsed: { dcgm: `${known('DCGM_FI_DEV_FB_USED')} * ${mebibyte}`, nge: 'nvidia_smi_memory_used_bytes' },
	memoryTotal: {
		dcgm: `(${known('DCGM_FI_DEV_FB_USED')} + ${known('DCGM_FI_DEV_FB_FREE')}) * ${mebibyte}`,
		nge: 'nvidia_smi_memory_total_bytes',
	},
	temperature: { dcgm: known('DCGM_FI_DEV_GPU_TEMP'), nge: 'nvidia_smi_temperature_gpu' },
	power: { dcgm: known('DCGM_FI_DEV_POWER_USAGE'), nge: 'nvidia_smi_power_draw_watts' },
	powerLimit: { dcgm: known('DCGM_FI_DEV_ENFORCED_POWER_LIMIT'), nge: 'nvidia_smi_enforced_power_limit_watts' },
} as const satisfies Readonly<Record<string, GpuNames>>;

export type GpuName = keyof typeof gpuNames;

const labelled = ({ name, uuid, index, model, info }: GpuExporter, promql: string): string => {
	const joined =
		info === undefined ? promql : `(${promql}) * on (job, instance, uuid) group_left (index, name) ${info}`;
	const named = [
		...(index === undefined ? [] : [['index', index]]),
		...(model === undefined ? [] : [['name', model]]),
	].reduce((inner, [to, from]) => `label_join(${inner}, "${to}", "", "${from}")`, joined);
	// Some write the prefix of an NVIDIA UUID and others do not.
	const identified = `label_replace(${named}, "uuid", "$1", "${uuid}", "(?:GPU-)?(.+)")`;
	return `label_replace(${identified}, "exporter", "${name}", "", "")`;
};

/** The labels of a device, besides `job` and `instance`. */
export const gpuLabels = ['uuid', 'index', 'name', 'exporter'] as const;

/** One number of every device, by the best of the exporters that tell it; `or` with a label for devices already told. */
export const ofEachGpu = (name: GpuName): string => {
	const names: GpuNames = gpuNames[name];
	const told = gpuExporterIds.flatMap(id => (names[id] === undefined ? [] : [labelled(gpuExporters[id], names[id])]));
	return `max by (job, instance, ${gpuLabels.join(', ')}) (${told.join(' or on (uuid) ')})`;
};
