import { known } from './gpu/selectors.ts';

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

// Some exporters tell two of them of one device, with the same labels: one selector must not bring them together.
const gpuPowers = [
	...[
		'DCGM_FI_DEV_POWER_USAGE',
		'nvidia_smi_power_draw_watts',
		'gpu_power_usage_W',
		'all_smi_gpu_power_consumption_watts',
	],
	...['gpu_package_power', 'gpu_average_package_power', 'gpu_power_usage', 'hw_power_watts{hw_id!=""}'],
	'macmon_gpu_power_watts',
];

const firstOf = (parts: readonly string[]): string => parts.join(' or ');

// Whatever tells a device of each of these exporters apart: one that is divided or shared may be told several times.
const device = `${server}, gpu, UUID, uuid, gpu_uuid, gpu_id, gpu_partition_id, serial_number, hw_id, chip`;
const ofDevices = (series: string): string => `sum by (${server}) (max by (${device}) (${series}))`;

// The mean of a rate that has no whole window, where a counter is new or was not read for a while, would be too small.
const wattsOf = (counter: string): string => `(${counter} - ${counter} offset 5m > 0) / 300`;

// Of what a machine uses when nothing is asked of it, the calmest five minutes of a day are the nearest to be had.
const calmest = (watts: string): string => `min_over_time((${watts})[1d:5m])`;

/** Joules of a machine's GPUs within the time: by their counters, else by a power that was told all along. */
export const gpuJoules = (window: string): string =>
	firstOf([
		...gpuCounters.map(([series, scale]) => `${ofDevices(`increase(${series}[${window}])`)}${scale}`),
		...gpuPowers.map(
			series => `3600 * ${ofDevices(`${known(`avg_over_time(${series}[${window}])`)} and ${series} offset ${window}`)}`,
		),
	]);

/** What they use when nothing is asked of them. */
export const gpuIdleWatts = firstOf([
	...gpuCounters.map(([series, scale]) => `${calmest(ofDevices(wattsOf(series)))}${scale}`),
	...gpuPowers.map(series => calmest(ofDevices(known(series)))),
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
