import { lastValue } from '../../store/remote.ts';
import { knownContainer } from '../../ui/containers/known.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

/**
 * Takes the marks off containers that are gone: a mark means that container, and not the next one of its name. Returns
 * how to stop.
 */
export const pruneMarks = (store: ModelStore): (() => void) =>
	store.subscribe(() => {
		const model = store.get();
		const { marked } = model.state;
		if (marked.size === 0 || lastValue(model.containers) === undefined) return;
		const left = [...marked].filter(id => knownContainer(model, id));
		if (left.length < marked.size) store.dispatch({ state: { marked: new Set(left) } });
	});
