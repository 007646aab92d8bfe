import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import { knownContainer, successorOf } from '../../ui/containers/known.ts';
import { containerRows } from '../../ui/containers/rows.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

// Who makes a container anew may be removing the old one before, and fetching its image in between.
const awaitedFor = 30_000;

/**
 * Puts the selection on the first row while it is on no container, and keeps it there: a selection that is a place in
 * an order would wander, and the log with it, whenever the order changes. From a container that is made anew it goes to
 * the new one, also when that comes a while later and nobody has chosen another row meanwhile. Returns how to stop.
 */
export const pinSelection = (store: ModelStore): (() => void) => {
	let last: Container | undefined;
	let left: { readonly gone: Container; readonly to: string; readonly until: number } | undefined;

	const select = (container: Container) => {
		last = container;
		store.dispatch({ state: { selected: container.id } });
	};

	const returnFrom = (selected: string) => {
		const { containers, clock } = store.get();
		if (!left) return;
		const isOver = selected !== left.to || clock.monotonic > left.until;
		const successor = isOver ? undefined : successorOf(left.gone, lastValue(containers) ?? []);
		if (isOver || successor) left = undefined;
		if (successor && successor.id !== selected) select(successor);
	};

	return store.subscribe(() => {
		const model = store.get();
		// The order means something only once it is known what the containers use.
		if (model.snapshot.status === 'pending') return;
		const { selected } = model.state;
		const known = selected === undefined ? undefined : knownContainer(model, selected);
		if (known) {
			last = known;
			return returnFrom(known.id);
		}
		const gone = last?.id === selected ? last : undefined;
		const successor = gone && successorOf(gone, lastValue(model.containers) ?? []);
		const next = successor ?? containerRows(model)[0]?.container;
		if (!next || next.id === selected) return;
		left = successor || !gone ? undefined : { gone, to: next.id, until: model.clock.monotonic + awaitedFor };
		select(next);
	});
};
