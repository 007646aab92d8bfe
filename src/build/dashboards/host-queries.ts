import { diskDevices, networkDevices } from '../../metrics/catalogue/exclusions.ts';
import { now, over, rate } from './queries.ts';

/** The picked machine. */
export const host = 'instance="$instance"';

const disks = `${host}, device!~"${diskDevices}"`;

/** How fast a counter of the picked machine's disks grows, by device. */
export const diskRate = (counter: string): string => rate(`node_disk_${counter}_total`, disks);

/** Seconds an operation took, from its two counters, by device; absent where there was none. */
export const diskWait = (time: string, operations: string): string =>
	`${diskRate(time)} / (${diskRate(operations)} > 0)`;

/** The share of time in which something waited, as the kernel accounts it. */
export const pressure = (what: string): string => rate(`node_pressure_${what}_seconds_total`, host);

// An exporter in a network of its own cannot see the machine's interfaces; cAdvisor's root group has them.
const ofRoot = (counter: string) =>
	`sum by (device) (label_join(${rate(`container_network_${counter}_total`, `id="/", interface!~"${networkDevices}"`)}, "device", "", "interface"))`;

/** A counter of the picked machine's interfaces, per second, by device. */
export const interfaceRate = (ofNode: string, ofCadvisor: string): string =>
	`sum by (device) (${rate(`node_network_${ofNode}_total`, `${host}, device!~"${networkDevices}"`)}) or (${ofRoot(ofCadvisor)} unless on () node_network_receive_bytes_total)`;

/** The share of swap that is used; absent where there is none. */
export const swapUsed = `${now('host.swap.used_bytes', host)} / on (instance) (${now('host.swap.total_bytes', host)} > 0)`;

/** Processes that want to run, for each core. */
export const loadPerCore = `${now('host.load1', host)} / on (instance) ${now('host.cpu.cores', host)}`;

/** A metric of the picked machine over time. */
export const overHost = (id: Parameters<typeof over>[0]): string => over(id, host);
