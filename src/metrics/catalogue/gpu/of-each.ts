import { type GpuExporters, gpuExporterIds, gpuExporters } from './exporters.ts';
import { written } from './labels.ts';
import type { GpuNames } from './names.ts';

/** The labels of a device, besides `job` and `instance`. */
export const gpuLabels = ['uuid', 'index', 'name', 'exporter'] as const;

/**
 * One thing of every device, by the best of the exporters that tell it of this device, with the labels of a device and
 * these more: by all that there are, and by those alone that a server has.
 */
export const ofEachGpu = (
	names: GpuNames,
	more: readonly string[] = [],
	level: 'max' | 'group' = 'max',
): { readonly promql: string; ofExporters(present: GpuExporters): string | undefined } => {
	const told = new Map(
		gpuExporterIds.flatMap(id => {
			const promql = names[id];
			const told = promql && written(gpuExporters[id].identify(promql), 'exporter', gpuExporters[id].name);
			return told === undefined ? [] : [[id, told] as const];
		}),
	);
	const best = (parts: readonly string[]) =>
		`${level} by (job, instance, ${[...gpuLabels, ...more].join(', ')}) (${parts.join(' or on (uuid) ')})`;
	return {
		promql: best([...told.values()]),
		ofExporters(present) {
			const parts = [...told].flatMap(([id, promql]) => (present.has(id) ? [promql] : []));
			return parts.length === 0 ? undefined : best(parts);
		},
	};
};
