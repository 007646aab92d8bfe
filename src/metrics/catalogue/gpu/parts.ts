import { joined, taken } from './labels.ts';
import type { GpuNames } from './names.ts';
import { drm, known, mebi, nvitop, rocm } from './selectors.ts';

const versions = (promql: string, cuda: string): string =>
	joined(joined(promql, 'driver', 'driver_version'), 'cuda', cuda);

// As a whole number, of which its documents and what it tells are of two kinds: 12.4 is 12400, or 12040.
const dotted = (promql: string): string =>
	['(\\\\d+)0(\\\\d)0', '(\\\\d+)([1-9])00'].reduce(
		(text, pattern) => `label_replace(${text}, "cuda", "$1.$2", "cuda", "${pattern}")`,
		promql,
	);

/** That a device is there, with the labels `driver` and `cuda`, the versions, where they are told. */
export const gpuInfoNames = {
	dcgm: dotted(
		joined(
			joined('{__name__=~"DCGM_FI_DEV_(GPU_TEMP|FB_USED)"}', 'driver', 'DCGM_FI_DRIVER_VERSION'),
			'cuda',
			'DCGM_FI_CUDA_DRIVER_VERSION',
		),
	),
	nge: `${versions('nvidia_smi_gpu_info', 'cuda_version')} or on (job, instance, uuid) nvidia_smi_memory_total_bytes`,
	nvitop: `${nvitop('gpu_memory_total', 'MiB')} * on (job, instance) group_left (driver, cuda) ${versions('nvitop_info', 'cuda_driver_version')}`,
	allSmi: versions('all_smi_gpu_info', 'lib_version'),
	rocm: joined(rocm('gpu_total_vram'), 'driver', 'driver_version'),
	drm: drm('node_drm_gpu_busy_percent'),
	macmon: 'macmon_gpu_power_watts',
	xpumd: 'hw_gpu_info',
	aixcl: 'nvidia_smi_memory_total_bytes{gpu!="", uuid=""} > 0',
} as const satisfies GpuNames;

const instance = 'gpu_instance_id';
// The profile of a compute instance begins with its share of the GPU instance, which has several.
const ngeProfiles = `group by (job, instance, uuid, ${instance}, profile) (${taken('nvidia_smi_mig_info', 'profile', 'profile', '(?:\\\\d+c[.])?(.+)')})`;
const ngeMig = (name: string): string =>
	joined(
		`nvidia_smi_mig_${name} * on (job, instance, uuid, ${instance}) group_left (profile) ${ngeProfiles}`,
		'mig',
		instance,
	);
const dcgmMig = (promql: string): string => taken(joined(promql, 'profile', 'GPU_I_PROFILE'), 'mig', 'GPU_I_ID');
const dcgmMigMemory = (names: string): string => {
	const part = 'job, instance, UUID, uuid, gpu, modelName, GPU_I_ID, GPU_I_PROFILE';
	const each = `max by (__name__, ${part}) ({__name__=~"DCGM_FI_DEV_FB_(${names})", GPU_I_ID!=""} < 2 ^ 62)`;
	return dcgmMig(`(sum by (${part}) (${each}) * ${mebi})`);
};
// It may not know the number of the GPU instance, and then counts them itself.
const allSmiMig = (name: string): string =>
	taken(
		joined(joined(`all_smi_mig_instance_${name}`, 'profile', 'mig_profile'), 'mig', 'mig_instance'),
		'mig',
		instance,
	);

/** Of an instance of a device that is divided by MIG, with the labels `mig`, its number, and `profile`. */
export const migNames = {
	used: { dcgm: dcgmMigMemory('USED'), nge: ngeMig('memory_used_bytes'), allSmi: allSmiMig('memory_used_bytes') },
	total: {
		dcgm: dcgmMigMemory('USED|FREE|RESERVED'),
		nge: ngeMig('memory_total_bytes'),
		allSmi: allSmiMig('memory_total_bytes'),
	},
	utilization: {
		dcgm: dcgmMig(known('DCGM_FI_PROF_GR_ENGINE_ACTIVE{GPU_I_ID!=""}')),
		allSmi: `${allSmiMig('utilization_gpu')} / 100`,
	},
} as const satisfies Readonly<Record<string, GpuNames>>;

const nvitopCommands = joined('process_info_info{devicename!=""}', 'process', 'command');

/** Memory of a process on a device, with the labels `pid`, of the host where the exporter sees its processes, and `process`. */
export const processNames = {
	nge: joined('nvidia_smi_compute_app_used_memory_bytes', 'process', 'process_name'),
	nvitop: `${nvitop('process_gpu_memory', 'MiB')} * ${mebi} * on (job, instance, uuid, pid) group_left (process) group by (job, instance, uuid, pid, process) (${nvitopCommands})`,
	allSmi: joined(
		'{__name__=~"all_smi_(process_memory_used|gpu_process_memory)_bytes"}',
		'process',
		'process_name',
		'name',
	),
} as const satisfies GpuNames;
