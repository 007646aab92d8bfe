import { pending, type Remote } from '../../store/remote.ts';
import type { Norms } from './norms.ts';
import type { WebuiAnswer } from './path-lines.ts';

/** What is known of models besides the snapshot and its details. */
export type LlmView = {
	/** Where the Ollama is that unloads and keeps them. */
	readonly ollama: string;
	/** Of a kilowatt-hour; absent where nobody said. */
	readonly price: number | undefined;
	/** These two are asked for only while the models have the full screen. */
	readonly norms: Remote<Norms>;
	readonly webui: WebuiAnswer;
};

export const initialLlmView: LlmView = { ollama: '', price: undefined, norms: pending, webui: undefined };

/** What the person has chosen to look at of the models. */
export type LlmState = {
	/** The key of the selected model; undefined is the first. */
	readonly selected: string | undefined;
	/** Whether the full screen compares them in place of drawing them over time. */
	readonly compares: boolean;
	/** What is being done to models, by name. */
	readonly acting: ReadonlyMap<string, string>;
};

export const initialLlmState: LlmState = { selected: undefined, compares: false, acting: new Map() };
