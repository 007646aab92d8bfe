import type { ModelAction } from '../../llm/model-action.ts';
import { formatBytes, formatCount } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { clean } from '../../text/clean.ts';
import type { Model } from '../model.ts';
import type { Dialog } from '../state.ts';
import { formatLatency } from './latency.ts';
import type { ModelRow } from './rows.ts';

const memory = ({ size, vram }: ModelRow): string[] => {
	if (size === undefined) return [];
	const onGpu = vram === undefined || vram === 0 ? '' : `, ${formatBytes(vram)} of it on the GPU`;
	return [`It takes ${formatBytes(size)}${onGpu}.`];
};

const loadTime = (model: Model, { name }: ModelRow): string => {
	const loads = lastValue(model.details)?.['llm.load_seconds'] ?? [];
	const p95 = loads.find(({ labels }) => labels.model === name && labels.quantile === '0.95')?.value;
	return p95 === undefined || p95 < 0.5 ? '' : `, which took up to ${formatLatency(p95)} lately`;
};

const unloading = (model: Model, row: ModelRow): string[] => {
	const busy = row.inFlight ?? 0;
	return [
		...memory(row),
		`Its memory is given back. Who asks it next waits until it is loaded again${loadTime(model, row)}.`,
		...(busy < 1
			? []
			: [`${formatCount(busy)} ${busy === 1 ? 'request is' : 'requests are'} under way: Ollama lets them end first.`]),
	];
};

const keeping = (row: ModelRow): string[] =>
	row.isLoaded
		? [...memory(row), 'It stays in memory until it is unloaded or Ollama is started again.']
		: ['It is loaded, which may push another model out, and stays until it is unloaded.'];

/** The question whether to do it to this model. */
export const askModel = (model: Model, action: ModelAction, row: ModelRow): Dialog => ({
	kind: 'confirm',
	question: {
		action,
		targets: [{ id: row.key, name: clean(row.name) }],
		lines: [`By Ollama at ${model.llm.ollama}.`, ...(action === 'unload' ? unloading(model, row) : keeping(row))],
		typed: undefined,
		button: 'cancel',
		armedAt: Number.POSITIVE_INFINITY,
	},
});
