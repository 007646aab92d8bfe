import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import { whyOf } from '../../ui/containers/why.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

/** What became of a container that was started: how it does, or why it does not. */
export type Settled = { readonly isWell: boolean; readonly text: string };

/** What was known of the container before: its last run, and how often it had restarted by itself. */
export type Before = Pick<Container, 'id' | 'startedAt' | 'restartCount'>;

// One without a health check is believed to run once it has run for this long.
const believedAfter = 3000;
const patience = 120_000;

const judge = (
	model: Model,
	{ id, startedAt: startedBefore, restartCount: restartsBefore = 0 }: Before,
): Settled | undefined => {
	const all = lastValue(model.containers) ?? [];
	const container = all.find(each => each.id === id);
	if (!container) return { isWell: false, text: 'it was removed' };
	const { state, health, startedAt, restartCount = 0 } = container;
	// The engine's word that it is done may come before its list says so: what stands there is still the run before.
	if (startedAt === undefined || startedAt === startedBefore) return undefined;
	const why = (): string =>
		whyOf(container, { all, events: model.events, memoryLimit: undefined, now: model.clock.wall }) ?? state;
	if (state === 'exited' || state === 'dead')
		return { isWell: container.exitCode === 0, text: `it has ended: ${why()}` };
	if (state === 'restarting' || restartCount > restartsBefore) return { isWell: false, text: why() };
	if (state !== 'running') return undefined;
	if (health === 'unhealthy') return { isWell: false, text: why() };
	if (health === 'healthy') return { isWell: true, text: 'healthy' };
	if (health === undefined && startedAt !== undefined && Date.now() - startedAt >= believedAfter)
		return { isWell: true, text: 'running' };
	return undefined;
};

/**
 * Resolves once it is seen what became of a container that the engine has started: healthy, or running where nothing
 * checks that, or not. `refresh` asks the engine anew.
 */
export const settle = (store: ModelStore, before: Before, refresh: () => void): Promise<Settled> =>
	new Promise(resolve => {
		const begun = performance.now();
		const look = () => {
			const model = store.get();
			const found = judge(model, before);
			const isLate = performance.now() - begun > patience;
			if (!found && !isLate) return;
			unsubscribe();
			clearInterval(asking);
			resolve(found ?? { isWell: false, text: `it is still starting after ${patience / 1000} s` });
		};
		const unsubscribe = store.subscribe(look);
		const asking = setInterval(() => {
			refresh();
			look();
		}, 1000);
		refresh();
	});
