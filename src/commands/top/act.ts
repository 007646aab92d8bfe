import type { ContainerAction, Engine } from '../../engine/container.ts';
import { describeError } from '../../errors.ts';
import { lastValue } from '../../store/remote.ts';
import type { Clean } from '../../text/clean.ts';
import { words } from '../../ui/action-words.ts';
import type { Acting } from '../../ui/containers/acting.ts';
import type { Notice, Question, Target } from '../../ui/state.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { settle } from './settle.ts';
import { tailWhile } from './tail-while.ts';

export type Order = Pick<Question, 'signal' | 'targets'> & { readonly action: ContainerAction };

export type ActParts = {
	readonly store: ModelStore;
	readonly connect: () => Promise<Engine>;
	/** Asks the engine anew for its containers. */
	readonly refresh: () => void;
	/** Milliseconds of a monotonic clock. */
	readonly now: () => number;
};

type Failure = { readonly target: Target; readonly text: string; readonly lines: readonly string[] };

// A notice of something under way stays until that has ended.
const noticeFor = { info: 3_600_000, good: 6000, bad: 15_000 } as const satisfies Record<Notice['kind'], number>;
const startsIt = new Set<ContainerAction>(['start', 'restart']);
const shownLines = 5;

/**
 * Does what was asked to the containers of these IDs, one after the other, and follows each until it is seen what
 * became of it; rows and notices tell. What failed is told with the last lines of its log.
 */
export const createAct = ({ store, connect, refresh, now }: ActParts): ((order: Order) => Promise<void>) => {
	const tell = (text: string, kind: Notice['kind']) =>
		store.dispatch({ state: { notice: { text, kind, until: now() + noticeFor[kind] } } });
	const mark = (id: string, change: Partial<Acting> | undefined) => {
		const acting = new Map(store.get().state.acting);
		const before = acting.get(id);
		if (change === undefined) acting.delete(id);
		else if (before) acting.set(id, { ...before, ...change });
		store.dispatch({ state: { acting } });
	};

	const follow = async (engine: Engine, order: Order, target: Target, lines: Clean[]): Promise<string | undefined> => {
		const { action, signal } = order;
		const { id, name } = target;
		const before = lastValue(store.get().containers)?.find(each => each.id === id);
		const controller = new AbortController();
		const take = ({ text }: { readonly text: Clean }) => {
			lines.push(text);
			if (lines.length > shownLines) lines.shift();
			mark(id, { line: text });
		};
		if (startsIt.has(action)) void tailWhile(engine, id, take, controller.signal);
		try {
			await engine.act(action, id, new AbortController().signal, signal === undefined ? {} : { signal });
			if (!startsIt.has(action)) return undefined;
			mark(id, { phase: 'settling' });
			tell(`${name} ${words[action][1]}, waiting until it is well …`, 'info');
			const settled = await settle(
				store,
				{ id, startedAt: before?.startedAt, restartCount: before?.restartCount },
				refresh,
			);
			if (settled.isWell) return settled.text;
			throw new Error(settled.text);
		} finally {
			controller.abort();
		}
	};

	const one = async (order: Order, target: Target): Promise<Failure | string | undefined> => {
		const { id } = target;
		const lines: Clean[] = [];
		const acting = new Map(store.get().state.acting);
		acting.set(id, { action: order.action, since: Date.now(), phase: 'acting', line: undefined });
		store.dispatch({ state: { acting } });
		try {
			return await follow(await connect(), order, target, lines);
		} catch (error) {
			const { message, hint } = describeError(error);
			return { target, text: message, lines: [...(hint === undefined ? [] : [hint]), ...lines] };
		} finally {
			mark(id, undefined);
			refresh();
		}
	};

	return async order => {
		const { action, targets } = order;
		const [doing, done] = words[action];
		const began = now();
		const failures: Failure[] = [];
		let health: string | undefined;
		for (const [index, target] of targets.entries()) {
			const place = targets.length === 1 ? '' : ` (${index + 1} of ${targets.length})`;
			tell(`${doing} ${target.name}${place} …`, 'info');
			const outcome = await one(order, target);
			if (typeof outcome === 'object') failures.push(outcome);
			else health = outcome;
		}
		const seconds = ((now() - began) / 1000).toFixed(1);
		const what = targets.length === 1 ? targets[0]!.name : `${targets.length - failures.length} containers`;
		const [failure] = failures;
		if (!failure) return tell(`${what} ${done}${health === 'healthy' ? ' and healthy' : ''} in ${seconds} s.`, 'good');
		const isStarted = startsIt.has(action);
		const name = failures.length === 1 ? failure.target.name : `${failures.length} of ${targets.length} containers`;
		const title = `${name} ${isStarted ? 'not well after being' : 'not'} ${done}`;
		tell(`${title}: ${failure.text}`, 'bad');
		// Whoever has opened something else meanwhile keeps it; the notice is there.
		if (store.get().state.dialog !== undefined) return;
		const lines = failures.flatMap(({ target, text, lines }) => [
			failures.length === 1 ? text : `${target.name}: ${text}`,
			...(lines.length === 0 ? [] : ['', ...lines]),
		]);
		store.dispatch({ state: { dialog: { kind: 'message', title, lines } } });
	};
};
