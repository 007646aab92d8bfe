import { formatBytes, formatCount } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { emptyLines } from '../empty.ts';
import { fact, factsLine } from '../facts.ts';
import { ageNote, agingParts } from '../freshness.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { labelled, readingsOf, valueIn } from '../readings.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const modelLines = (model: Model, width: number): string[] => {
	const snapshot = lastValue(model.snapshot);
	return readingsOf(snapshot, 'llm.model.size_bytes').map(({ labels, value }) => {
		const name = labels.model ?? '';
		const of = (id: Parameters<typeof labelled>[1]) => labelled(snapshot, id, 'model', name);
		const parts = [
			name,
			fact('size', formatBytes(value)),
			fact('on the GPU', formatBytes(of('llm.model.vram_bytes'))),
			fact('in flight', formatCount(of('llm.requests_in_flight'))),
			fact('tokens/s', formatCount(of('llm.generated_tokens_per_second'))),
		];
		return factsLine(parts, width);
	});
};

const body = (model: Model, width: number): string[] => {
	const snapshot = lastValue(model.snapshot);
	const up = valueIn(snapshot, 'llm.up');
	if (up === undefined) {
		const absence =
			model.state.at === undefined ? 'No model server is measured now.' : 'None was measured at that time.';
		return emptyLines(model.snapshot, absence, width);
	}
	if (up === 0) return [paint('The exporter runs, but the model server does not answer it.', 'red')];
	const lines = modelLines(model, width);
	return lines.length > 0 ? lines : [paint('No model is loaded.', 'dim')];
};

export const llmPanel: Panel = {
	id: 'llm',
	title: 'LLM',
	dashboard: 'llm',
	parts: agingParts,
	draw(model, width, height) {
		const loaded = valueIn(lastValue(model.snapshot), 'llm.models_loaded');
		const title = ['LLM', ...(loaded === undefined ? [] : [`${loaded} loaded`]), ...ageNote(model, ['llm.up'])];
		return panelFrame(model, 'llm', title, body(model, width - 4), width, height);
	},
};
