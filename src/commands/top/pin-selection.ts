import { lastValue } from '../../store/remote.ts';
import { joinedContainers } from '../../ui/containers/joined.ts';
import { containerRows } from '../../ui/containers/rows.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

// Of the past as well as of now: a row that is not there then is there again when it is over.
const isKnown = (model: Model, id: string): boolean =>
	joinedContainers(model).byId.has(id) || (lastValue(model.containers)?.some(each => each.id === id) ?? false);

/**
 * Puts the selection on the first row while it is on no container, and keeps it there: a selection that is a place in
 * an order would wander, and the log with it, whenever the order changes. Returns how to stop.
 */
export const pinSelection = (store: ModelStore): (() => void) =>
	store.subscribe(() => {
		const model = store.get();
		// The order means something only once it is known what the containers use.
		if (model.snapshot.status === 'pending') return;
		const { selected } = model.state;
		if (selected !== undefined && isKnown(model, selected)) return;
		const first = containerRows(model)[0]?.container.id;
		if (first !== undefined && first !== selected) store.dispatch({ state: { selected: first } });
	});
