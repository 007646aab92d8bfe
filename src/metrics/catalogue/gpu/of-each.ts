import { gpuExporterIds, gpuExporters } from './exporters.ts';
import { written } from './labels.ts';
import type { GpuNames } from './names.ts';

/** The labels of a device, besides `job` and `instance`. */
export const gpuLabels = ['uuid', 'index', 'name', 'exporter'] as const;

/**
 * One thing of every device, by the best of the exporters that tell it of this device, with the labels of a device and
 * these more.
 */
export const ofEachGpu = (names: GpuNames, more: readonly string[] = [], level: 'max' | 'group' = 'max'): string => {
	const told = gpuExporterIds.flatMap(id => {
		const promql = names[id];
		return promql === undefined ? [] : [written(gpuExporters[id].identify(promql), 'exporter', gpuExporters[id].name)];
	});
	return `${level} by (job, instance, ${[...gpuLabels, ...more].join(', ')}) (${told.join(' or on (uuid) ')})`;
};
