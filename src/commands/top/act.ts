import type { ContainerAction, Engine } from '../../engine/container.ts';
import { describeError } from '../../errors.ts';
import { lastValue } from '../../store/remote.ts';
import { words } from '../../ui/action-words.ts';
import type { Notice } from '../../ui/state.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

// A notice of something under way stays until that has ended.
const noticeFor = { info: 3_600_000, good: 6000, bad: 15_000 } as const satisfies Record<Notice['kind'], number>;

/** Does one action to the container of an ID; the row and the notices tell what becomes of it. */
export const createAct =
	(store: ModelStore, connect: () => Promise<Engine>, refresh: () => void, now: () => number) =>
	async (action: ContainerAction, id: string): Promise<void> => {
		const name = lastValue(store.get().containers)?.find(container => container.id === id)?.name ?? id.slice(0, 12);
		const [doing, done] = words[action];
		const tell = (text: string, kind: Notice['kind']) =>
			store.dispatch({ state: { notice: { text, kind, until: now() + noticeFor[kind] } } });
		const mark = (isActing: boolean) => {
			const acting = new Map(store.get().state.acting);
			if (isActing) acting.set(id, action);
			else acting.delete(id);
			store.dispatch({ state: { acting } });
		};
		const began = now();
		mark(true);
		tell(`${doing} ${name} …`, 'info');
		try {
			const engine = await connect();
			await engine.act(action, id, new AbortController().signal);
			tell(`${name} ${done} in ${((now() - began) / 1000).toFixed(1)} s.`, 'good');
		} catch (error) {
			const { message, hint } = describeError(error);
			tell(`${name} not ${done}: ${message}`, 'bad');
			// Whoever has opened something else meanwhile keeps it; the notice is there.
			if (store.get().state.dialog === undefined) {
				const lines = hint === undefined ? [message] : [message, '', hint];
				store.dispatch({ state: { dialog: { kind: 'message', title: `${name} not ${done}`, lines } } });
			}
		} finally {
			mark(false);
			refresh();
		}
	};
