import { bareUuid, joined, ofTarget, taken, written } from './labels.ts';

/** An exporter of GPUs: what it is called on the screen, and how its labels become `uuid`, `index` and `name`. */
export type GpuExporter = { readonly name: string; identify(promql: string): string };

// Two instances of one exporter may tell of machines that are not the same.
const onDevice = 'on (job, instance, uuid)';

// Where what names the devices is missing their numbers are not to be, too; what has no UUID is another exporter's.
const nge = (promql: string): string => {
	const called = `(${promql}) * ${onDevice} group_left (index, name) nvidia_smi_gpu_info`;
	const nameless = written(`((${promql}) unless on (uuid) vector(0))`, 'name', 'NVIDIA GPU');
	return bareUuid(`(${called} or ${onDevice} ${nameless})`, 'uuid');
};

// `hw_name` counts the sensors of a device in other series.
const xpumdDevices = `group by (job, instance, hw_id, index, name) (${taken(joined('hw_gpu_info', 'name', 'hw_model'), 'index', 'hw_name', 'gpu-(.+)')})`;

/** Every exporter that there are numbers of, the better one first: of a device that several tell, the first counts. */
export const gpuExporters = {
	dcgm: {
		name: 'dcgm-exporter',
		// It can be told to use the old spelling of the UUID's label.
		identify: promql =>
			bareUuid(joined(joined(joined(promql, 'index', 'gpu'), 'name', 'modelName'), 'uuid', 'UUID', 'uuid'), 'uuid'),
	},
	nge: {
		name: 'nvidia_gpu_exporter',
		identify: nge,
	},
	nvitop: {
		name: 'nvitop-exporter',
		identify: promql => bareUuid(joined(promql, 'name', 'devicename'), 'uuid'),
	},
	allSmi: {
		name: 'all-smi',
		identify: promql =>
			bareUuid(
				joined(
					joined(joined(promql, 'index', 'gpu_index', 'index'), 'name', 'gpu'),
					'uuid',
					'gpu_uuid',
					'device_uuid',
					'uuid',
				),
				'uuid',
			),
	},
	rocm: {
		name: 'rocm',
		// A serial number is of a board, of which there may be several partitions.
		identify: promql =>
			taken(
				taken(
					taken(
						joined(`label_join(${promql}, "uuid", "-", "serial_number", "gpu_partition_id")`, 'index', 'gpu_id'),
						'name',
						'card_model',
					),
					'name',
					'card_series',
				),
				'uuid',
				'gpu_uuid',
			),
	},
	drm: {
		name: 'node_exporter',
		identify: promql => written(taken(ofTarget(promql, 'card'), 'index', 'card', 'card(.+)'), 'name', 'AMD GPU'),
	},
	macmon: {
		name: 'macmon',
		identify: promql => written(joined(ofTarget(promql, 'chip'), 'name', 'chip'), 'index', '0'),
	},
	xpumd: {
		name: 'xpumd',
		identify: promql =>
			taken(`(${promql}) * on (job, instance, hw_id) group_left (index, name) ${xpumdDevices}`, 'uuid', 'hw_id'),
	},
	aixcl: {
		name: 'gpu-exporter.py',
		identify: promql => written(joined(ofTarget(promql, 'gpu'), 'index', 'gpu'), 'name', 'NVIDIA GPU'),
	},
} as const satisfies Readonly<Record<string, GpuExporter>>;

export type GpuExporterId = keyof typeof gpuExporters;

export const gpuExporterIds = Object.keys(gpuExporters) as readonly GpuExporterId[];

export type GpuExporters = ReadonlySet<GpuExporterId>;
