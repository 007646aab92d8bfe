import type { Inventory } from './inventory.ts';

/** How many models may have series of their own. */
export const mostModels = 50;

/** Stands for every model without. */
export const otherModel = 'other';

/** A name as Ollama completes it: without a tag it is the latest. */
export const wholeName = (name: string): string => (/:[^/]*$/.test(name) ? name : `${name}:latest`);

export type ModelLabels = {
	/** The names that the model server has. */
	know(inventory: Inventory): void;
	/** The label of a name: as the server spells it, and `other` for what it does not have, or beyond the fiftieth. */
	of(name: string | undefined): string;
};

/** Keeps the labels few: whoever may send requests could invent models. `introduce` is told each new label. */
export const createModelLabels = (introduce: (label: string) => void, ask: () => void): ModelLabels => {
	let available: NonNullable<Inventory['available']> = [];
	let loaded: NonNullable<Inventory['loaded']> = [];
	const spelled = new Map<string, string>();
	const admitted = new Set<string>();
	return {
		know(inventory) {
			// What it did not say this time is as it said before.
			available = inventory.available ?? available;
			loaded = inventory.loaded ?? loaded;
			spelled.clear();
			for (const name of [...available, ...loaded.map(({ name }) => name)])
				if (name.length <= 200) spelled.set(wholeName(name), name);
		},
		of(name) {
			if (name === undefined) return otherModel;
			const label = spelled.get(wholeName(name));
			// It may have been pulled since.
			if (label === undefined) ask();
			if (label === undefined || (!admitted.has(label) && admitted.size >= mostModels)) return otherModel;
			if (!admitted.has(label)) {
				admitted.add(label);
				introduce(label);
			}
			return label;
		},
	};
};
