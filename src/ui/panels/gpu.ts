import { formatBytes, formatCelsius, formatRatio, formatWatts } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { fitLeft } from '../../text/width.ts';
import { emptyLines } from '../empty.ts';
import { fact, factsLine } from '../facts.ts';
import { ageNote, agingParts } from '../freshness.ts';
import { type Gpu, gpusIn } from '../gpu/gpus.ts';
import type { Model } from '../model.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const gpuLine = ({ index, name, utilization, memoryUsed, memoryTotal, temperature, power, powerLimit }: Gpu) => [
	`${index} ${name}`.trim(),
	fact('busy', formatRatio(utilization)),
	fact('memory', `${formatBytes(memoryUsed)} of ${formatBytes(memoryTotal)}`),
	fact('temp', formatCelsius(temperature)),
	fact('power', powerLimit === undefined ? formatWatts(power) : `${formatWatts(power)} of ${formatWatts(powerLimit)}`),
];

const absence = ({ state }: Model): string =>
	state.at === undefined ? 'No GPU is measured now: no exporter of GPUs answers.' : 'No GPU was measured at that time.';

export const gpuPanel: Panel = {
	id: 'gpu',
	title: 'GPU',
	dashboard: 'gpu',
	parts: agingParts,
	draw(model, width, height) {
		const gpus = gpusIn(lastValue(model.snapshot));
		const inside = width - 4;
		const lines =
			gpus.length === 0
				? emptyLines(model.snapshot, absence(model), inside)
				: gpus.map(gpu => fitLeft(factsLine(gpuLine(gpu), inside), inside, model.glyphs.ellipsis));
		return panelFrame(model, 'gpu', ['GPU', ...ageNote(model, ['gpu.memory.used_bytes'])], lines, width, height);
	},
};
