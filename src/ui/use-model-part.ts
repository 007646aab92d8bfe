import { useSyncExternalStore } from 'react';
import type { Store } from '../store/store.ts';
import type { Change, Model } from './model.ts';

export type ModelStore = Store<Model, Change>;

/** Renders again when one part of the model becomes another one: for structure, not for data. */
export const useModelPart = <T>(store: ModelStore, part: (model: Model) => T): T =>
	useSyncExternalStore(store.subscribe, () => part(store.get()));
