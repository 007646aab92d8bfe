import type { ActiveAlert } from '../metrics/alert-rule.ts';
import { lastValue } from '../store/remote.ts';
import { leaveFull } from './focusing.ts';
import type { Change, Model } from './model.ts';
import type { PanelId } from './panel-id.ts';
import { chosenAlert } from './panels/alerts.ts';

const about: readonly (readonly [PanelId, RegExp])[] = [
	['gpu', /\bgpu|gpu_|DCGM_|nvidia_smi/i],
	['llm', /\b(llm|ollama|vllm|llamacpp|sglang)[:_]|\bmodel_?server/i],
	['postgres', /\bpg_|postgres/i],
	['containers', /container/i],
	['memory', /memory|swap/i],
	['io', /disk|filesystem|network/i],
	['cpu', /cpu|load/i],
];

const panelOf = ({ query, name }: ActiveAlert): PanelId =>
	about.find(([, pattern]) => pattern.test(`${query} ${name}`))?.[0] ?? 'containers';

/** From an alert to the container it names, else to the panel that shows what it is about. */
export const goToSubject = (model: Model): Change => {
	const alert = lastValue(model.alerts)?.[chosenAlert(model)];
	if (!alert) return {};
	const container = lastValue(model.containers)?.find(({ name }) => name === alert.labels.name);
	const focus = container ? 'containers' : panelOf(alert);
	const left = leaveFull({ ...model, state: { ...model.state, focus } });
	const selected = container ? { selected: container.id, showsAll: true } : {};
	return { state: { ...left.state, ...selected } };
};
