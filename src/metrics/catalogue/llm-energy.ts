import { leastGpuMemory } from './gpu/least-memory.ts';

const server = 'job, instance';

/** Counters of energy and what makes joules of them; the first that there is counts. */
const gpuCounters: readonly (readonly [series: string, scale: string])[] = [
	['DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', ' / 1000'],
	['nvidia_smi_energy_joules_total', ''],
	['all_smi_energy_consumed_joules_total{scope="gpu"}', ''],
	['gpu_energy_consumed', ' / 1e6'],
	['amd_gpu_energy_consumed', ' / 1e6'],
	['hw_energy_joules_total{hw_id!=""}', ''],
];

const firstOf = (parts: readonly string[]): string => parts.join(' or ');

// Whatever tells a device of each of these exporters apart: one that is divided or shared may be told several times.
const device = `${server}, gpu, UUID, uuid, gpu_uuid, gpu_id, gpu_partition_id, serial_number, hw_id, chip`;
const ofDevices = (series: string): string => `sum by (${server}) (max by (${device}) (${series}))`;

/** Watts of a machine's GPUs, of what is made of each series by itself. */
type Power = (made: (series: string) => string) => string;

// What DCGM and ROCm's exporter tell for what they do not know is no power of a device.
const told = (watts: string): string => `(${watts} < 65535)`;

// Graphics of a processor tell what all of it uses, which RAPL tells too: beside a card they are not counted.
const withoutProcessors = `(node_drm_gpu_busy_percent unless on (${server}) (count by (${server}) (node_drm_gpu_busy_percent) > 1 and on (${server}) node_drm_memory_vram_size_bytes < ${leastGpuMemory}))`;

/** Of AMD's cards by node_exporter, which tells sensors by chip: by which of the names depends on the card. */
const amdgpu: Power = made => {
	const sensors = firstOf(['average_', 'input_', ''].map(kind => told(made(`node_hwmon_power_${kind}watt`))));
	const chips = 'node_hwmon_chip_names{chip_name="amdgpu"}';
	return `(sum by (${server}) ((${sensors}) * on (${server}, chip) group_left () ${chips}) and on (${server}) ${withoutProcessors})`;
};

const rocm = ['gpu_package_power', 'gpu_average_package_power', 'gpu_power_usage'];

// Some exporters tell two of them of one device, with the same labels: one selector must not bring them together.
const gpuPowers: readonly Power[] = [
	...[
		...['DCGM_FI_DEV_POWER_USAGE', 'nvidia_smi_power_draw_watts', 'gpu_power_usage_W'],
		...['all_smi_gpu_power_consumption_watts', ...rocm, ...rocm.map(name => `amd_${name}`)],
		...['hw_power_watts{hw_id!=""}', 'macmon_gpu_power_watts'],
	].map(
		(series): Power =>
			made =>
				ofDevices(told(made(series))),
	),
	amdgpu,
];

// The mean of a rate that has no whole window, where a counter is new or was not read for a while, would be too small.
const wattsOf = (counter: string): string => `(${counter} - ${counter} offset 5m > 0) / 300`;

// Of what a machine uses when nothing is asked of it, the calmest five minutes of a day are the nearest to be had.
const calmest = (watts: string): string => `min_over_time((${watts})[1d:5m])`;

/** Joules of a machine's GPUs within the time: by their counters, else by a power that was told all along. */
export const gpuJoules = (window: string): string =>
	firstOf([
		...gpuCounters.map(([series, scale]) => `${ofDevices(`increase(${series}[${window}])`)}${scale}`),
		...gpuPowers.map(
			power => `3600 * ${power(series => `(avg_over_time(${series}[${window}]) and ${series} offset ${window})`)}`,
		),
	]);

/** What they use when nothing is asked of them. */
export const gpuIdleWatts = firstOf([
	...gpuCounters.map(([series, scale]) => `${calmest(ofDevices(wattsOf(series)))}${scale}`),
	...gpuPowers.map(power => calmest(power(series => series))),
]);

const ofProcessors = (each: (counter: string) => string): string =>
	`sum by (${server}) (${firstOf(
		['package', 'dram'].map(
			zone => `label_replace(${each(`node_rapl_${zone}_joules_total`)}, "zone", "${zone}", "", "")`,
		),
	)})`;

/** Joules of a machine's processors and their memory within the time. */
export const cpuJoules = (window: string): string => ofProcessors(counter => `increase(${counter}[${window}])`);

/** What they use when nothing is asked of them. */
export const cpuIdleWatts = calmest(ofProcessors(wattsOf));
