import { lastValue } from '../../store/remote.ts';
import { containerRows } from '../../ui/containers/rows.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

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
		const rows = containerRows(model);
		if (lastValue(model.containers)?.some(({ id }) => id === selected)) return;
		if (rows.some(({ container }) => container.id === selected)) return;
		const first = rows[0]?.container.id;
		if (first !== undefined && first !== selected) store.dispatch({ state: { selected: first } });
	});
