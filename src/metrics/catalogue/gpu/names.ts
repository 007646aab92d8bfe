import type { GpuExporterId } from './exporters.ts';
import { amdgpu, dcgmMemory, drm, known, mebi, nvitop, rocm, upstream } from './selectors.ts';

/** What each exporter calls one thing, as PromQL in base units; absent where it does not tell it. */
export type GpuNames = Readonly<Partial<Record<GpuExporterId, string>>>;

const percent = (promql: string): string => `${promql} / 100`;
const megahertz = (promql: string): string => `${promql} * 1e6`;
const dcgm = (name: string): string => known(`DCGM_FI_DEV_${name}`);
const xpumd = (name: string, labels: string): string => `{__name__="hw_${name}", ${labels}}`;

/** The one table of names: each number of a device, by exporter. */
export const gpuNames = {
	utilization: {
		// What an instance of a divided device does is not what the device does.
		dcgm: `(${percent(dcgm('GPU_UTIL'))} or ${known('DCGM_FI_PROF_GR_ENGINE_ACTIVE{GPU_I_ID=""}')})`,
		nge: 'nvidia_smi_utilization_gpu_ratio',
		nvitop: percent(nvitop('gpu_utilization', 'Percentage')),
		allSmi: percent('all_smi_gpu_utilization'),
		rocm: percent(rocm('gpu_gfx_activity')),
		drm: drm(percent('node_drm_gpu_busy_percent')),
		macmon: '{__name__=~"macmon_gpu_(scaled|usage)_ratio"}',
		xpumd: xpumd('gpu_utilization_ratio', 'hw_gpu_task=~"(all|compute-all)?"'),
		aixcl: percent(upstream('nvidia_smi_utilization_gpu')),
	},
	memoryUsed: {
		dcgm: dcgmMemory('USED'),
		nge: 'nvidia_smi_memory_used_bytes',
		nvitop: `${nvitop('gpu_memory_used', 'MiB')} * ${mebi}`,
		allSmi: 'all_smi_gpu_memory_used_bytes',
		rocm: `${rocm('gpu_used_vram')} * ${mebi}`,
		drm: drm('node_drm_memory_vram_used_bytes'),
		// The memory of Apple's machines is one.
		macmon: 'macmon_memory_ram_used_bytes',
		xpumd: `sum by (job, instance, hw_id) (${xpumd('memory_usage_bytes', 'hw_memory_location=~"(device)?"')})`,
		aixcl: upstream('nvidia_smi_memory_used_bytes'),
	},
	memoryTotal: {
		dcgm: dcgmMemory('USED|FREE|RESERVED'),
		nge: 'nvidia_smi_memory_total_bytes',
		nvitop: `${nvitop('gpu_memory_total', 'MiB')} * ${mebi}`,
		allSmi: 'all_smi_gpu_memory_total_bytes',
		rocm: `${rocm('gpu_total_vram')} * ${mebi}`,
		drm: drm('node_drm_memory_vram_size_bytes'),
		macmon: 'macmon_memory_ram_total_bytes',
		xpumd: `sum by (job, instance, hw_id) (${xpumd('memory_size_bytes', 'hw_memory_location=~"(device)?"')})`,
		aixcl: upstream('nvidia_smi_memory_total_bytes'),
	},
	temperature: {
		dcgm: dcgm('GPU_TEMP'),
		nge: 'nvidia_smi_temperature_gpu',
		nvitop: nvitop('gpu_temperature', 'C'),
		allSmi: 'all_smi_gpu_temperature_celsius',
		rocm: rocm('gpu_junction_temperature|gpu_edge_temperature'),
		drm: amdgpu('node_hwmon_temp_celsius{sensor="temp1"}'),
		macmon: 'macmon_gpu_temp_celsius',
		xpumd: xpumd('temperature_celsius', 'hw_sensor_location="gpu"'),
		aixcl: upstream('nvidia_smi_temperature_gpu'),
	},
	power: {
		dcgm: dcgm('POWER_USAGE'),
		nge: 'nvidia_smi_power_draw_watts',
		nvitop: nvitop('gpu_power_usage', 'W'),
		allSmi: 'all_smi_gpu_power_consumption_watts',
		rocm: rocm('gpu_package_power|gpu_average_package_power|gpu_power_usage'),
		drm: amdgpu('{__name__=~"node_hwmon_power_average_watt|node_hwmon_power_input_watt|node_hwmon_power_watt"}'),
		macmon: 'macmon_gpu_power_watts',
		xpumd: xpumd('power_watts', 'hw_id!=""'),
		aixcl: upstream('nvidia_smi_power_draw_watts'),
	},
	powerLimit: {
		// The first is the one in force.
		dcgm: `(${dcgm('ENFORCED_POWER_LIMIT')} or ${dcgm('POWER_MGMT_LIMIT')})`,
		nge: 'nvidia_smi_enforced_power_limit_watts',
		nvitop: nvitop('gpu_power_limit', 'W'),
		allSmi: 'all_smi_gpu_power_limit_current_watts',
		drm: amdgpu('node_hwmon_power_cap_watt'),
	},
	fanRatio: {
		dcgm: percent(dcgm('FAN_SPEED')),
		nge: 'nvidia_smi_fan_speed_ratio',
		nvitop: percent(nvitop('gpu_fan_speed', 'Percentage')),
	},
	fanRpm: {
		allSmi: 'all_smi_gpu_fan_speed_rpm',
		drm: amdgpu('node_hwmon_fan_rpm'),
		macmon: 'macmon_fan_speed_rpm',
	},
	clock: {
		dcgm: megahertz(dcgm('SM_CLOCK')),
		nge: 'nvidia_smi_clocks_current_sm_clock_hz or nvidia_smi_clocks_current_graphics_clock_hz',
		nvitop: megahertz(nvitop('gpu_clock_sm', 'MHz')),
		allSmi: megahertz('all_smi_gpu_frequency_mhz'),
		rocm: megahertz(rocm('gpu_clock', 'clock_type=~"(GPU_CLOCK_TYPE_SYSTEM|system)"')),
		drm: megahertz(amdgpu('node_hwmon_freq_freq_mhz{sensor="sclk"}')),
		macmon: megahertz('macmon_gpu_freq_mhz'),
		xpumd: xpumd('frequency_hertz', 'hw_frequency_domain="gpu", aggregation=~"(avg)?"'),
	},
	memoryClock: {
		dcgm: megahertz(dcgm('MEM_CLOCK')),
		nge: 'nvidia_smi_clocks_current_memory_clock_hz',
		nvitop: megahertz(nvitop('gpu_clock_memory', 'MHz')),
		rocm: megahertz(rocm('gpu_clock', 'clock_type=~"(GPU_CLOCK_TYPE_MEMORY|memory)"')),
		drm: megahertz(amdgpu('node_hwmon_freq_freq_mhz{sensor="mclk"}')),
		xpumd: xpumd('frequency_hertz', 'hw_frequency_domain="memory", aggregation=~"(avg)?"'),
	},
	performanceState: {
		dcgm: dcgm('PSTATE'),
		nge: 'nvidia_smi_pstate',
		allSmi: 'all_smi_gpu_performance_state',
	},
	encoder: {
		dcgm: percent(dcgm('ENC_UTIL')),
		nge: 'nvidia_smi_utilization_encoder_ratio',
		nvitop: percent(nvitop('gpu_encoder_utilization', 'Percentage')),
	},
	decoder: {
		dcgm: percent(dcgm('DEC_UTIL')),
		nge: 'nvidia_smi_utilization_decoder_ratio',
		nvitop: percent(nvitop('gpu_decoder_utilization', 'Percentage')),
	},
	memoryBusy: {
		dcgm: percent(dcgm('MEM_COPY_UTIL')),
		nge: 'nvidia_smi_utilization_memory_ratio',
		nvitop: percent(nvitop('gpu_memory_utilization', 'Percentage')),
		rocm: percent(rocm('gpu_umc_activity')),
		xpumd: xpumd('memory_bandwidth_utilization_ratio', 'hw_id!=""'),
	},
	energy: {
		dcgm: `${dcgm('TOTAL_ENERGY_CONSUMPTION')} / 1000`,
		nge: 'nvidia_smi_energy_joules_total',
		// Its series of energy do not name the device.
		allSmi:
			'all_smi_energy_consumed_joules_total{scope="gpu"} * on (job, instance, gpu_uuid) group_left (gpu) all_smi_gpu_info',
		rocm: `${rocm('gpu_energy_consumed')} / 1e6`,
		xpumd: xpumd('energy_joules_total', 'hw_id!=""'),
	},
	eccErrors: {
		dcgm: dcgm('ECC_DBE_VOL_TOTAL'),
		nge: 'nvidia_smi_ecc_errors_uncorrected_volatile_total',
		rocm: rocm('gpu_ecc_uncorrect_total'),
	},
} as const satisfies Readonly<Record<string, GpuNames>>;

export type GpuName = keyof typeof gpuNames;
