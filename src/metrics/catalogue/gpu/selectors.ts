/** Bytes of what exporters call MB or MiB. */
export const mebi = 2 ** 20;

/** What DCGM tells for what it does not know is about 2^63; and NaN is not below anything. */
export const known = (promql: string): string => `(${promql} < 2 ^ 62)`;

const named = (pattern: string, labels: string): string => `{__name__=~"${pattern}", ${labels}}`;

/** nvitop-exporter's names end in the unit, which early ones had not. */
export const nvitop = (name: string, unit: string): string => known(named(`${name}(_${unit})?`, 'devicename!=""'));

/** The names of ROCm's exporter, with or without the prefix that it can be given; 65535 stands for what it does not know. */
export const rocm = (name: string, labels = 'gpu_id!=""'): string => `(${named(`(amd_)?(${name})`, labels)} != 65535)`;

/** Of MIG instances, which DCGM tells one by one, the sum; Kubernetes tells a shared device once for each pod. */
export const dcgmMemory = (names: string): string => {
	const device = 'job, instance, UUID, uuid, gpu, modelName';
	const each = `max by (__name__, ${device}, GPU_I_ID) ({__name__=~"DCGM_FI_DEV_FB_(${names})"} < 2 ^ 62)`;
	return `sum by (${device}) (${each}) * ${mebi}`;
};

// Of an AMD card that both tell, ROCm's exporter tells more. Where there are several machines they must agree on names.
const rocmBusy = '{__name__=~"(amd_)?gpu_gfx_activity"}';
const rocmToo = [
	`unless on () (count(${rocmBusy}) and on () count(node_uname_info) == 1)`,
	`unless on (instance) (node_uname_info * on (nodename) group_left () group by (nodename) (label_join(${rocmBusy}, "nodename", "", "hostname")))`,
].join(' ');

/** A series of node_exporter's `drm` collector. */
export const drm = (promql: string): string => `((${promql}) ${rocmToo})`;

/** A sensor of an amdgpu, by node_exporter's `hwmon` collector: it is told by chip and not by card, so there must be one card. */
export const amdgpu = (sensor: string): string => {
	const cards = 'by (job, instance, card) (node_drm_gpu_busy_percent)';
	const alone = 'count by (job, instance) (node_drm_gpu_busy_percent) == 1';
	const chips = 'node_hwmon_chip_names{chip_name="amdgpu"}';
	return `((group ${cards} and on (job, instance) ${alone}) * on (job, instance) group_left () max by (job, instance) (${sensor} * on (job, instance, chip) group_left () ${chips}))`;
};

/** Upstream aixcl's exporter writes 0 for all it could not read, and then there is no memory either. */
export const upstream = (name: string): string =>
	`(${name}{gpu!="", uuid=""} and on (job, instance, gpu) nvidia_smi_memory_total_bytes{gpu!="", uuid=""} > 0)`;
