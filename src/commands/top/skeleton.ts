import type { Config } from '../../config/config.ts';
import { withoutCredentials } from '../../config/parse-url.ts';
import { createStore } from '../../store/store.ts';
import { literal } from '../../text/clean.ts';
import { screenLines } from '../../ui/draw-screen.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../ui/glyphs.ts';
import { initialLlmView } from '../../ui/llm/view.ts';
import { type Change, change, initialModel, type Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

/** The model a screen begins with: nothing is known yet. */
export const createModelStore = (config: Config, size: Model['size']): ModelStore =>
	createStore<Model, Change>(
		initialModel({
			interval: config.interval,
			host: config.instance,
			size,
			glyphs: config.ascii ? asciiGlyphs : unicodeGlyphs,
			engine: {
				url: config.host === undefined ? undefined : literal(''),
				info: undefined,
				isReadOnly: config.readOnly,
			},
			source: { name: config.source === 'local' ? 'local' : 'prometheus', url: config.prometheus },
			llm: {
				...initialLlmView,
				ollama: withoutCredentials(config.ollama),
				price: config.price,
			},
			clock: { wall: Date.now(), monotonic: performance.now() },
		}),
		change,
	);

export const skeletonOf = (store: ModelStore): readonly string[] => screenLines(store.get());
