import type { Container, Engine } from '../../engine/container.ts';
import { whyOf } from '../../ui/containers/why.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

/** What became of a container that was started: how it does, or why it does not. */
export type Settled = { readonly isWell: boolean; readonly text: string };

/** What is waited for: a run other than the one there was, or that of a container which runs already. */
export type Awaited = {
	readonly id: string;
	readonly isNewRun: boolean;
	/** When the run before began, by the engine's clock. */
	readonly startedBefore: number | undefined;
	/** How often it had restarted by itself. */
	readonly restartsBefore: number | undefined;
};

export type SettleParts = {
	readonly store: ModelStore;
	readonly engine: Engine;
	/** Asks the engine anew for the containers of the model. */
	readonly refresh: () => void;
};

// One without a health check is believed to run once it has been seen to run for this long.
const believedAfter = 3000;
const patience = 120_000;

/** Judges one list of containers after the other; undefined while nothing is to be said. */
const createJudge = (store: ModelStore, { id, isNewRun, startedBefore, restartsBefore = 0 }: Awaited) => {
	// The engine's clock may be another one than ours: how long it runs is counted from when it was first seen.
	let seen: { readonly run: number | undefined; readonly at: number } | undefined;

	return (all: readonly Container[]): Settled | undefined => {
		const container = all.find(each => each.id === id);
		if (!container) return { isWell: false, text: 'it was removed' };
		const { state, health, startedAt, restartCount = 0 } = container;
		// The engine's word that it is done may come before its list says so: what stands there is still the run before.
		if (isNewRun && startedBefore !== undefined && (startedAt === undefined || startedAt === startedBefore))
			return undefined;
		const { events, clock } = store.get();
		const why = (): string => whyOf(container, { all, events, memoryLimit: undefined, now: clock.wall }) ?? state;
		if (state === 'exited' || state === 'dead')
			return { isWell: container.exitCode === 0, text: `it has ended: ${why()}` };
		if (state === 'restarting' || restartCount > restartsBefore) return { isWell: false, text: why() };
		if (state !== 'running') return undefined;
		if (health === 'unhealthy') return { isWell: false, text: why() };
		if (health === 'healthy') return { isWell: true, text: 'healthy' };
		if (health !== undefined) return undefined;
		if (!seen || seen.run !== startedAt) seen = { run: startedAt, at: performance.now() };
		const isSameRun = startedAt !== undefined && startedAt === startedBefore;
		const isBelieved = isSameRun || performance.now() - seen.at >= believedAfter;
		return isBelieved ? { isWell: true, text: 'running' } : undefined;
	};
};

const lateText = (all: readonly Container[] | undefined, id: string): string => {
	const after = `after ${patience / 1000} s`;
	if (!all) return `what became of it is not known ${after}: the engine does not answer`;
	const state = all.find(each => each.id === id)?.state;
	return state === 'running' ? `it is still starting ${after}` : `it is ${state ?? 'not there'} ${after}`;
};

/**
 * Resolves once it is seen what became of a container that the engine has started or let go on: healthy, or running
 * where nothing checks that, or not.
 */
export const settle = ({ store, engine, refresh }: SettleParts, awaited: Awaited): Promise<Settled> =>
	new Promise(resolve => {
		const begun = performance.now();
		const judge = createJudge(store, awaited);
		const controller = new AbortController();
		const look = (all: readonly Container[] | undefined) => {
			if (controller.signal.aborted) return;
			const isLate = performance.now() - begun > patience;
			const found = (all && judge(all)) ?? (isLate ? { isWell: false, text: lateText(all, awaited.id) } : undefined);
			if (!found) return;
			unsubscribe();
			clearInterval(asking);
			controller.abort();
			resolve(found);
		};
		const lookAtModel = () => {
			const { containers, state } = store.get();
			// A frozen screen keeps the list it has.
			if (!state.isFrozen) look(containers.status === 'fresh' ? containers.value : undefined);
		};
		const unsubscribe = store.subscribe(lookAtModel);
		const asking = setInterval(() => {
			if (store.get().state.isFrozen) void engine.list(controller.signal).then(look, () => look(undefined));
			refresh();
			lookAtModel();
		}, 1000);
		refresh();
	});
