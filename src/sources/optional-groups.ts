import { type MetricId, metricIds } from '../metrics/catalogue/catalogue.ts';
import { type GpuExporters, gpuExporterIds } from '../metrics/catalogue/gpu/exporters.ts';
import { exporterOfSign } from '../metrics/catalogue/gpu/signs.ts';
import { groupOf } from '../metrics/rules.ts';
import type { Readings } from '../metrics/snapshot.ts';
import type { Sample } from './prometheus-answer.ts';
import { isSign } from './prometheus-queries.ts';

/** Every group of metrics that not every machine has. */
export const optionalGroups: ReadonlySet<string> = new Set(['gpu', 'llm']);

// Asked for always, and told by whoever has any of it.
const modelsAreTold: MetricId = 'llm.up';

/** What a server is known to have of what only some machines have. */
export type OptionalParts = { readonly hasModels: boolean; readonly gpuExporters: GpuExporters };

export const noParts: OptionalParts = { hasModels: false, gpuExporters: new Set() };

/** Where it is not known, all of it is asked for. */
export const allParts: OptionalParts = { hasModels: true, gpuExporters: new Set(gpuExporterIds) };

/** The metrics to ask a server for that is known to have these; of models else only what tells that it has some. */
export const metricsWith = ({ hasModels, gpuExporters }: OptionalParts): readonly MetricId[] =>
	metricIds.filter(id => {
		if (groupOf(id) === 'gpu') return gpuExporters.size > 0;
		return hasModels || groupOf(id) !== 'llm' || id === modelsAreTold;
	});

/** What an answer shows that the server has. */
export const partsIn = (readings: Readings, samples: readonly Sample[]): OptionalParts => ({
	hasModels: readings[modelsAreTold] !== undefined,
	gpuExporters: new Set(samples.flatMap(({ labels }) => (isSign(labels) && exporterOfSign(labels.sign ?? '')) || [])),
});

/** Whether all that is there was known before. */
export const isKnown = (found: OptionalParts, known: OptionalParts): boolean =>
	(known.hasModels || !found.hasModels) && [...found.gpuExporters].every(id => known.gpuExporters.has(id));
