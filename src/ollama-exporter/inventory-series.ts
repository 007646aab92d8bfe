import { Gauge, type Registry } from 'prom-client';
import type { Inventory } from './inventory.ts';
import { otherModel } from './model-labels.ts';

/** What Ollama says it has. All but `ollama_up` is absent while it does not say it. Returns how to bring it up to date. */
export const createInventorySeries = (registry: Registry, labelOf: (name: string) => string) => {
	const gauge = (name: string, help: string, labelNames: string[] = []) =>
		new Gauge({ name, help, labelNames, registers: [registry] });
	const up = gauge('ollama_up', 'Whether the model server tells its version, or its models, within two seconds.');
	const info = gauge('ollama_info', 'Always 1; which version it is.', ['version']);
	const available = gauge('ollama_models_available', 'Models on its disk.');
	const loaded = gauge('ollama_models_loaded', 'Models in memory.');
	const size = gauge('ollama_model_size_bytes', 'What a loaded model takes in all, on a card or not.', ['model']);
	const vram = gauge('ollama_model_vram_bytes', 'What of it is in the memory of graphics cards.', ['model']);
	const context = gauge('ollama_model_context_length', 'Tokens that a loaded model can look back at.', ['model']);
	const expires = gauge('ollama_model_expires_timestamp_seconds', 'When a loaded model goes unless it is used.', [
		'model',
	]);
	const set = (series: Gauge, model: string, value: number | undefined) => {
		if (value !== undefined) series.set({ model }, value);
	};
	// Without labels a gauge begins at 0, which nobody has said yet.
	const tell = (series: Gauge, value: number | undefined) => {
		if (value === undefined) series.remove();
		else series.set(value);
	};
	for (const each of [up, available, loaded]) each.remove();
	return (inventory: Inventory) => {
		for (const each of [info, size, vram, context, expires]) each.reset();
		up.set(inventory.isUp ? 1 : 0);
		if (inventory.version !== undefined) info.set({ version: inventory.version.slice(0, 100) }, 1);
		tell(available, inventory.available?.length);
		tell(loaded, inventory.loaded?.length);
		for (const { name, bytes, vramBytes, context: length, expiresAt } of inventory.loaded ?? []) {
			const model = labelOf(name);
			if (model === otherModel) continue;
			set(size, model, bytes);
			set(vram, model, vramBytes);
			set(context, model, length);
			set(expires, model, expiresAt);
		}
	};
};
