import type { Engine } from '../../engine/container.ts';
import type { ContainerEvent } from '../../engine/details.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

const most = 1000;
const reach = 3_600_000;

// Each probe of a health check is one of these, and says nothing.
const isNoise = ({ action }: ContainerEvent): boolean => action.startsWith('exec_') || action === 'top';

const key = ({ at, id, action }: ContainerEvent): string => `${at} ${id} ${action}`;

/** Keeps what happened to containers in the model: from what the engine remembers, and as it tells. */
export type EventLog = {
	/** Takes one event that was just told. */
	happened(event: ContainerEvent): void;
	/** Asks for what happened before, and while nobody listened. */
	catchUp(engine: Engine, signal: AbortSignal): Promise<void>;
};

export const createEventLog = (store: ModelStore): EventLog => {
	const add = (news: readonly ContainerEvent[]) => {
		const known = store.get().events;
		const keys = new Set(known.map(key));
		const fresh = news.filter(event => !isNoise(event) && !keys.has(key(event)));
		if (fresh.length === 0) return;
		const all = [...known, ...fresh];
		store.dispatch({ events: (known.length > 0 ? all.sort((a, b) => a.at - b.at) : all).slice(-most) });
	};
	return {
		happened: event => add([event]),
		async catchUp(engine, signal) {
			const until = Date.now();
			try {
				add(await engine.events({ since: until - reach, until }, signal));
			} catch {
				// What happened before is a comfort; the list itself says what cannot be read.
			}
		},
	};
};
