import type { Container, ContainerStats, Engine } from '../../engine/container.ts';
import { currentContainer } from '../../ui/containers/chosen.ts';
import { isByUsage } from '../../ui/containers/columns.ts';
import { containerRows, containersInSight } from '../../ui/containers/rows.ts';
import { isComplete, usageIn } from '../../ui/containers/usage.ts';
import { innerHeight, placeOf } from '../../ui/layout.ts';
import type { Model } from '../../ui/model.ts';
import { rowsOfTable } from '../../ui/panels/containers.ts';

const atOnce = 4;

/** The containers whose use is shown, or decides about the order in which they are. */
const wanted = (model: Model): readonly Container[] => {
	const { state, size } = model;
	if (state.focus === 'detail') {
		const container = currentContainer(model);
		return container ? [container] : [];
	}
	if (placeOf('containers', size, state.full) === undefined) return [];
	const height = rowsOfTable(innerHeight('containers', size, state.full));
	return isByUsage(state.sort)
		? containerRows(model).map(({ container }) => container)
		: containersInSight(model, height);
};

/** The running containers whose use is wanted and nobody has measured. */
export const unmeasured = (model: Model): readonly string[] => {
	const { snapshot } = model;
	const measured = snapshot.status === 'fresh' ? usageIn(snapshot.value) : undefined;
	const isMeasured = (id: string) => {
		const usage = measured?.get(id);
		return usage !== undefined && isComplete(usage);
	};
	return wanted(model)
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
