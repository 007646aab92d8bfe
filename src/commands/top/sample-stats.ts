import type { ContainerStats, Engine } from '../../engine/container.ts';
import { containerRows, selectedIndex, windowStart } from '../../ui/containers/rows.ts';
import { isComplete, usageIn } from '../../ui/containers/usage.ts';
import { innerHeight, placeOf } from '../../ui/layout.ts';
import type { Model } from '../../ui/model.ts';
import { rowsOfTable } from '../../ui/panels/containers.ts';

const atOnce = 4;

/** The running containers whose use nobody has measured: those in sight, or all where the order depends on it. */
export const unmeasured = (model: Model): readonly string[] => {
	const { state, size } = model;
	if (placeOf('containers', size, state.full) === undefined) return [];
	const { snapshot } = model;
	const measured = snapshot.status === 'fresh' ? usageIn(snapshot.value) : undefined;
	const isMeasured = (id: string) => {
		const usage = measured?.get(id);
		return usage !== undefined && isComplete(usage);
	};
	const rows = containerRows(model);
	const height = rowsOfTable(innerHeight('containers', size, state.full));
	const first = windowStart(state.scroll, selectedIndex(model), rows.length, height);
	const isOrdered = state.sort !== 'name' && state.sort !== 'state' && state.sort !== 'up' && state.sort !== 'restarts';
	return (isOrdered ? rows : rows.slice(first, first + height))
		.map(({ container }) => container)
		.filter(({ id, state }) => state === 'running' && !isMeasured(id))
		.map(({ id }) => id);
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
