import type { Container, ContainerStats, Engine } from '../../engine/container.ts';
import { currentContainer } from '../../ui/containers/chosen.ts';
import { isByUsage } from '../../ui/containers/columns.ts';
import { containerRows, containersInSight } from '../../ui/containers/rows.ts';
import { isComplete, usageIn } from '../../ui/containers/usage.ts';
import { innerHeight, placeOf } from '../../ui/layout.ts';
import type { Model } from '../../ui/model.ts';
import { rowsOfTable } from '../../ui/panels/containers.ts';

const atOnce = 4;

// More than this is asked in turns: the engine works for each answer, and so do we.
const mostAtATurn = 8;

/** The containers whose use is shown, and those that it decides about whether they are. */
const wanted = (model: Model): { readonly shown: readonly Container[]; readonly others: readonly Container[] } => {
	const { state } = model;
	if (state.focus === 'detail') {
		const container = currentContainer(model);
		return { shown: container ? [container] : [], others: [] };
	}
	if (placeOf('containers', model, state.full) === undefined) return { shown: [], others: [] };
	const shown = containersInSight(model, rowsOfTable(innerHeight('containers', model, state.full)));
	if (!isByUsage(state.sort)) return { shown, others: [] };
	const ids = new Set(shown.map(({ id }) => id));
	const all = containerRows(model).map(({ container }) => container);
	return { shown, others: all.filter(({ id }) => !ids.has(id)) };
};

/**
 * The running containers whose use is to be asked for in this turn because nobody else measures them: all that are in
 * sight, and of those that the order depends on as many as one turn takes, the others in the turns that follow.
 */
export const unmeasured = (model: Model, turn: number): readonly string[] => {
	const { snapshot } = model;
	const measured = snapshot.status === 'fresh' ? usageIn(snapshot.value) : undefined;
	const isWanted = ({ id, state }: Container) => {
		const usage = measured?.get(id);
		return state === 'running' && !(usage !== undefined && isComplete(usage));
	};
	const { shown, others } = wanted(model);
	// In an order that stays, so that each has its turn.
	const waiting = others.filter(isWanted).toSorted((a, b) => (a.id < b.id ? -1 : 1));
	const turns = Math.max(1, Math.ceil(waiting.length / mostAtATurn));
	const from = (turn % turns) * mostAtATurn;
	return [...shown.filter(isWanted), ...waiting.slice(from, from + mostAtATurn)].map(({ id }) => id);
};

/** The stats of some containers, a few asked at a time; one that cannot be had is left out. */
export const sampleStats = async (
	engine: Engine,
	ids: readonly string[],
	signal: AbortSignal,
): Promise<ReadonlyMap<string, ContainerStats>> => {
	const stats = new Map<string, ContainerStats>();
	const waiting = [...ids];
	const work = async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			try {
				stats.set(id, await engine.stats(id, signal));
			} catch {
				// It may have ended since it was listed; the list will say so.
				signal.throwIfAborted();
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, ids.length) }, work));
	return stats;
};
