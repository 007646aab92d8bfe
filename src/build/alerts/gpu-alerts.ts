import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import type { Alert } from './alert.ts';

const dashboard = 'gpu';
const temperature = metricOf('gpu.temperature_celsius');

/** Graphics processors. */
export const gpuAlerts: readonly Alert[] = [
	{
		name: 'GpuHot',
		expr: `${temperature.series} >= ${temperature.alarm}`,
		for: '5m',
		severity: 'warning',
		summary: 'GPU {{ $labels.index }} ({{ $labels.name }}) is at {{ $value }} °C',
		means:
			'It is as hot as it may be, and slows itself down to get no hotter: models answer more slowly than they could.',
		action:
			'Look at its fan and its clock in `aixcl top` (`8`): a clock that falls under load is one that is held back. Clean the filters, give it air, or lower its power limit (`nvidia-smi -pl`).',
		value: '{{ $value }} °C',
		threshold: `from ${temperature.alarm} °C on`,
		dashboard,
	},
	{
		name: 'GpuNotReadable',
		expr: 'nvidia_smi_last_collect_success == 0 or nvidia_smi_command_exit_code != 0',
		for: '5m',
		severity: 'warning',
		summary: 'The exporter at {{ $labels.instance }} cannot read its GPUs',
		means:
			'The exporter runs, and nvidia-smi or the driver below it does not answer. Most often the driver was updated and the old one is still loaded, or a device has fallen off the bus.',
		action:
			'Run `nvidia-smi` on that machine: it says what is wrong. After an update of the driver the machine has to be restarted.',
		dashboard,
	},
];
