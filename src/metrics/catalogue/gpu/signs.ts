import { type GpuExporterId, gpuExporterIds } from './exporters.ts';

/** Series by which each exporter is known to be there. */
const signs: Readonly<Record<GpuExporterId, readonly [string, ...string[]]>> = {
	dcgm: [
		...['DCGM_FI_DEV_GPU_TEMP', 'DCGM_FI_DEV_FB_USED', 'DCGM_FI_DEV_GPU_UTIL'],
		...['DCGM_FI_DEV_POWER_USAGE', 'DCGM_FI_PROF_GR_ENGINE_ACTIVE'],
	] as [string, ...string[]],
	nge: ['nvidia_smi_gpu_info', 'nvidia_smi_memory_total_bytes'],
	nvitop: ['gpu_memory_total', 'gpu_memory_total_MiB'],
	allSmi: ['all_smi_gpu_info'],
	rocm: ['gpu_total_vram', 'amd_gpu_total_vram', 'gpu_gfx_activity', 'amd_gpu_gfx_activity'],
	drm: ['node_drm_gpu_busy_percent'],
	macmon: ['macmon_gpu_power_watts'],
	xpumd: ['hw_gpu_info'],
	// In percent; nvidia_gpu_exporter has no such name.
	aixcl: ['nvidia_smi_utilization_gpu'],
};

const idOfSign = new Map(gpuExporterIds.flatMap(id => signs[id].map(name => [name, id] as const)));

/** Asks by one selector which exporters of GPUs there are: a series for each of their signs, by its label `sign`. */
export const gpuSignsQuery = `count by (sign) (label_replace({__name__=~"${[...idOfSign.keys()].join('|')}"}, "sign", "$1", "__name__", "(.+)"))`;

/** The exporter that a sign is one of. */
export const exporterOfSign = (sign: string): GpuExporterId | undefined => idOfSign.get(sign);
