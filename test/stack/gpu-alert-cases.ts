import { type AlertCase, text } from './alert-case.ts';

const exporter = { job: 'gpu', instance: 'g' };
const hot = { ...exporter, uuid: 'u' };
const heat = `nvidia_smi_temperature_gpu{${text(hot)}}`;
const info = `nvidia_smi_gpu_info{${text({ ...hot, index: '0', name: 'NVIDIA L4' })}}`;

/** The alerts of graphics processors. */
export const gpuAlertCases: readonly AlertCase[] = [
	{
		about: 'a device as hot as it may be',
		alert: 'GpuHot',
		given: [
			[info, '1x20'],
			[heat, '92x20'],
		],
		at: '10m',
		fires: [
			{
				labels: { ...hot, index: '0', name: 'NVIDIA L4', exporter: 'nvidia_gpu_exporter' },
				summary: 'GPU 0 (NVIDIA L4) is at 92 °C',
				value: '92 °C',
			},
		],
	},
	{
		about: 'a device that is warm',
		alert: 'GpuHot',
		given: [
			[info, '1x20'],
			[heat, '84x20'],
		],
		at: '10m',
		fires: [],
	},
	{
		about: 'an exporter whose nvidia-smi fails',
		alert: 'GpuNotReadable',
		given: [[`nvidia_smi_last_collect_success{${text(exporter)}}`, '1x2 0x20']],
		at: '10m',
		fires: [{ labels: exporter, summary: 'The exporter at g cannot read its GPUs' }],
	},
	{
		about: 'an exporter that reads its devices',
		alert: 'GpuNotReadable',
		given: [
			[`nvidia_smi_last_collect_success{${text(exporter)}}`, '1x20'],
			[`nvidia_smi_command_exit_code{${text(exporter)}}`, '0x20'],
		],
		at: '10m',
		fires: [],
	},
];
