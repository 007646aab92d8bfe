import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { type Alert, above, asPercent } from './alert.ts';

const dashboard = 'system-overview';
const cpu = metricOf('host.cpu.ratio');
const memory = metricOf('host.memory.used_ratio');
const used = metricOf('host.filesystem.used_ratio');
const available = metricOf('host.filesystem.available_bytes');
const [cpuHigh, memoryHigh, almostFull] = [cpu.warn ?? 0.8, memory.warn ?? 0.9, used.alarm ?? 0.9];
const day = 24 * 60 * 60;

// A device may be mounted in several places and is to be told of once.
const perDevice = (level: 'max' | 'min', series: string): string => `${level} by (job, instance, device) (${series})`;

/** The machine. */
export const hostAlerts: readonly Alert[] = [
	{
		name: 'HostCpuHigh',
		expr: `${cpu.series} > ${cpuHigh}`,
		for: '5m',
		severity: 'warning',
		summary: `CPU at ${asPercent} on {{ $labels.instance }}`,
		means:
			'The processors have been busy for five minutes. While a model answers from the CPU that is expected; otherwise something runs that should not.',
		action:
			'Sort the containers by CPU (`aixcl top`, `s`) and look at the log of the first. Where it is Ollama, use a smaller model or fewer requests at once.',
		value: asPercent,
		threshold: above(cpuHigh),
		dashboard,
	},
	{
		name: 'HostMemoryHigh',
		expr: `${memory.series} > ${memoryHigh}`,
		for: '2m',
		severity: 'warning',
		summary: `Memory at ${asPercent} on {{ $labels.instance }}`,
		means:
			'Hardly any memory is left that a process could still get. Next the machine swaps, and then the kernel kills a process.',
		action:
			'Sort the containers by memory. Unload a model (`ollama stop MODEL`), shorten its context, or give the container that grows a limit.',
		value: asPercent,
		threshold: above(memoryHigh),
		dashboard,
	},
	{
		name: 'HostOutOfMemory',
		expr: 'increase(node_vmstat_oom_kill[10m]) > 0',
		severity: 'warning',
		summary: 'The kernel killed a process for lack of memory on {{ $labels.instance }}',
		means:
			'In the last ten minutes a process was killed because the machine, or a container at its limit, had no memory left. A container whose main process it was has ended or was started again.',
		action:
			'Find which one in the kernel\u2019s log (`dmesg -T | grep -i oom`) and in the restarts of `aixcl top`. Raise its limit or make it need less.',
		dashboard,
	},
	{
		name: 'HostDiskAlmostFull',
		expr: `${perDevice('max', used.series)} > ${almostFull}`,
		for: '10m',
		severity: 'critical',
		summary: `{{ $labels.device }} is ${asPercent} full on {{ $labels.instance }}`,
		means: 'When it is full, PostgreSQL stops, pulls of models fail and containers cannot write.',
		action:
			'Remove models that are not used (`ollama list`, `ollama rm MODEL`), images and build caches (`docker system df` says what they take), or enlarge the disk.',
		value: asPercent,
		threshold: above(almostFull),
		dashboard,
	},
	{
		name: 'HostDiskFilling',
		expr: `${perDevice('max', used.series)} > 0.6 and ${perDevice('min', `predict_linear(${available.series}[6h], ${day})`)} < 0`,
		for: '1h',
		severity: 'warning',
		summary: `{{ $labels.device }} will be full within a day on {{ $labels.instance }}`,
		means: 'As it has filled during the last six hours, it has no room left this time tomorrow.',
		action:
			'See since when on the dashboard and what started then: a pull, a log without rotation, a table that grows. Make room before it is full.',
		value: `${asPercent} used`,
		threshold: 'full within 24 h',
		dashboard,
	},
];
