import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';

/** What nvidia_gpu_exporter calls the numbers, read from its own text without any PromQL. */
const names: Readonly<Record<string, MetricId>> = {
	nvidia_smi_utilization_gpu_ratio: 'gpu.utilization_ratio',
	nvidia_smi_memory_used_bytes: 'gpu.memory.used_bytes',
	nvidia_smi_memory_total_bytes: 'gpu.memory.total_bytes',
	nvidia_smi_temperature_gpu: 'gpu.temperature_celsius',
	nvidia_smi_power_draw_watts: 'gpu.power_watts',
	nvidia_smi_enforced_power_limit_watts: 'gpu.power.limit_watts',
	nvidia_smi_fan_speed_ratio: 'gpu.fan.ratio',
	nvidia_smi_clocks_current_sm_clock_hz: 'gpu.clock_hertz',
	nvidia_smi_clocks_current_memory_clock_hz: 'gpu.memory.clock_hertz',
	nvidia_smi_pstate: 'gpu.performance_state',
	nvidia_smi_utilization_encoder_ratio: 'gpu.encoder.ratio',
	nvidia_smi_utilization_decoder_ratio: 'gpu.decoder.ratio',
	nvidia_smi_utilization_memory_ratio: 'gpu.memory.busy_ratio',
	nvidia_smi_energy_joules_total: 'gpu.energy_joules',
	nvidia_smi_ecc_errors_uncorrected_volatile_total: 'gpu.ecc_errors',
	nvidia_smi_mig_memory_used_bytes: 'gpu.mig.memory.used_bytes',
	nvidia_smi_mig_memory_total_bytes: 'gpu.mig.memory.total_bytes',
	nvidia_smi_compute_app_used_memory_bytes: 'gpu.processes.memory_bytes',
};

/** One line of a capture: the metric, what tells its series apart, and its value. */
export type CapturedNumber = { readonly id: MetricId; readonly key: string; readonly value: number };

/** What tells apart a device, an instance of it and a process on it. */
export const captureKey = (uuid = '', mig = '', pid = ''): string => `${uuid} ${mig} ${pid}`.trim();

/** Every number of a capture of nvidia_gpu_exporter that we know. */
export const numbersIn = (text: string): readonly CapturedNumber[] =>
	text.split('\n').flatMap(line => {
		const [, name = '', labels = '', value = ''] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? [];
		const id = names[name];
		const label = (wanted: string) => new RegExp(`(?:^|,)${wanted}="([^"]*)"`).exec(labels)?.[1];
		if (id === undefined) return [];
		const mig = id.startsWith('gpu.mig') ? label('gpu_instance_id') : undefined;
		return [{ id, key: captureKey(label('uuid'), mig, label('pid')), value: Number(value) }];
	});
