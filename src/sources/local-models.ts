import type { LoadedModel } from '../llm/loaded-model.ts';
import { type Measured, measured } from './measured.ts';

/** Who tells which models are loaded. Rejects where nobody does. */
export type ModelLister = { loaded(signal: AbortSignal): Promise<readonly LoadedModel[]> };

export type ModelSampler = {
	/** What was learnt last; the very first time it waits, but no longer than `patience` milliseconds. */
	read(patience: number): Promise<readonly Measured[]>;
	/** Gives up what is being asked. */
	close(): void;
};

const every = 5000;
// Nobody who has no Ollama is to notice that one is looked for.
const everyInVain = 60_000;

const numbersOf = (models: readonly LoadedModel[]): readonly Measured[] => [
	measured('llm.up', 1),
	measured('llm.models_loaded', models.length),
	...models.flatMap(({ name: model, size, vram, context, expiresAt }) => [
		measured('llm.model.size_bytes', size, { model }),
		measured('llm.model.vram_bytes', vram, { model }),
		measured('llm.model.context_length', context, { model }),
		measured(
			'llm.model.expires_timestamp_seconds',
			expiresAt === undefined ? undefined : Math.round(expiresAt / 1000),
			{ model },
		),
	]),
];

/** Asks Ollama for its loaded models every five seconds at most, never twice at once, and lets nobody wait for one that hangs. */
export const createModelSampler = (ollama: ModelLister, now: () => number = () => performance.now()): ModelSampler => {
	let known: readonly Measured[] | undefined;
	let askedAt = Number.NEGATIVE_INFINITY;
	let asking: Promise<void> | undefined;
	let controller = new AbortController();

	const ask = async () => {
		askedAt = now();
		try {
			known = numbersOf(await ollama.loaded(controller.signal));
		} catch {
			// What has never answered may never have been there; what has is down.
			if (known) known = [measured('llm.up', 0)];
		} finally {
			asking = undefined;
		}
	};

	return {
		async read(patience) {
			const isFirst = askedAt === Number.NEGATIVE_INFINITY;
			if (now() - askedAt >= (known ? every : everyInVain)) asking ??= ask();
			if (isFirst && asking) {
				const { promise, resolve } = Promise.withResolvers<void>();
				const timer = setTimeout(resolve, patience);
				await Promise.race([asking, promise]);
				clearTimeout(timer);
			}
			return known ?? [];
		},
		close() {
			controller.abort();
			controller = new AbortController();
			known = undefined;
		},
	};
};
