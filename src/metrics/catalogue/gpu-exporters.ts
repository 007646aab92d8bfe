/** What an exporter calls the labels that its devices are known by; absent where `info` or nothing tells it. */
export type GpuExporter = {
	readonly name: string;
	readonly uuid: string;
	readonly index?: string;
	readonly model?: string;
	/** A series of value 1 that has the labels `index` and `name` of each `uuid`, where the others have only that. */
	readonly info?: string;
};

/** Every exporter of GPUs there are numbers of, the better one first: of a device that several tell, it counts. */
export const gpuExporters = {
	dcgm: { name: 'dcgm-exporter', uuid: 'UUID', index: 'gpu', model: 'modelName' },
	nge: { name: 'nvidia_gpu_exporter', uuid: 'uuid', info: 'nvidia_smi_gpu_info' },
} as const satisfies Readonly<Record<string, GpuExporter>>;

export type GpuExporterId = keyof typeof gpuExporters;

export const gpuExporterIds = Object.keys(gpuExporters) as readonly GpuExporterId[];
