import type { Container, ContainerAction, Engine } from '../../engine/container.ts';
import { EngineError } from '../../engine/engine-error.ts';
import { describeError } from '../../errors.ts';
import { lastValue } from '../../store/remote.ts';
import type { Clean } from '../../text/clean.ts';
import { words } from '../../ui/action-words.ts';
import type { Acting } from '../../ui/containers/acting.ts';
import type { Notice, Question, Target } from '../../ui/state.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { type Failure, failureTitle, stateNow } from './outcome.ts';
import { settle } from './settle.ts';
import { endOfLog, tailWhile } from './tail-while.ts';

export type Order = Pick<Question, 'signal' | 'targets'> & { readonly action: ContainerAction };

export type ActParts = {
	readonly store: ModelStore;
	readonly connect: () => Promise<Engine>;
	/** Asks the engine anew for its containers. */
	readonly refresh: () => void;
	/** Milliseconds of a monotonic clock. */
	readonly now: () => number;
};

/** How one container does after it: what it is well by, or what went wrong. */
type Outcome = { readonly health: string | undefined } | Failure;

// A notice of something under way stays until that has ended.
const noticeFor = { info: 3_600_000, good: 6000, bad: 15_000 } as const satisfies Record<Notice['kind'], number>;
const followed = new Set<ContainerAction>(['start', 'restart', 'unpause']);
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
	// All of them from the start: another action on one whose turn is yet to come would be undone by it.
	const markAll = ({ action, targets }: Order) => {
		const acting = new Map(store.get().state.acting);
		for (const { id } of targets) acting.set(id, { action, since: Date.now(), phase: 'waiting', line: undefined });
		store.dispatch({ state: { acting } });
	};

	const follow = async (
		engine: Engine,
		{ action, signal }: Order,
		target: Target,
		lines: Clean[],
	): Promise<Outcome> => {
		const { id, name } = target;
		const before = lastValue(store.get().containers)?.find(each => each.id === id);
		const controller = new AbortController();
		const take = ({ text }: { readonly text: Clean }) => {
			lines.push(text);
			if (lines.length > shownLines) lines.shift();
			mark(id, { line: text });
		};
		if (followed.has(action))
			void tailWhile({ engine, id, after: await endOfLog(engine, id) }, take, controller.signal);
		try {
			await engine.act(action, id, new AbortController().signal, signal === undefined ? {} : { signal });
			if (!followed.has(action)) return { health: undefined };
			mark(id, { phase: 'settling' });
			tell(`${name} ${words[action][1]}, waiting until it is well …`, 'info');
			const { isWell, text } = await settle(
				{ store, engine, refresh },
				{
					id,
					// What somebody else has started meanwhile is left as it is.
					isNewRun: action === 'restart' || (action === 'start' && before?.state !== 'running'),
					startedBefore: before?.startedAt,
					restartsBefore: before?.restartCount,
				},
			);
			return isWell ? { health: text } : { target, kind: 'not well', text, lines };
		} finally {
			controller.abort();
		}
	};

	const one = async (order: Order, target: Target): Promise<Outcome> => {
		const { id } = target;
		const lines: Clean[] = [];
		mark(id, { phase: 'acting', since: Date.now() });
		try {
			return await follow(await connect(), order, target, lines);
		} catch (error) {
			const { message, hint } = describeError(error);
			const kind = error instanceof EngineError && error.kind === 'unknown' ? 'unknown' : 'not done';
			return { target, kind, text: message, lines: [...(hint === undefined ? [] : [hint]), ...lines] };
		} finally {
			mark(id, undefined);
			refresh();
		}
	};

	const listNow = async (): Promise<readonly Container[] | undefined> => {
		try {
			return await (await connect()).list(new AbortController().signal);
		} catch {
			return undefined;
		}
	};

	return async order => {
		const { action, targets } = order;
		const [doing, done] = words[action];
		const began = now();
		markAll(order);
		const failures: Failure[] = [];
		let areHealthy = true;
		for (const [index, target] of targets.entries()) {
			const place = targets.length === 1 ? '' : ` (${index + 1} of ${targets.length})`;
			tell(`${doing} ${target.name}${place} …`, 'info');
			const outcome = await one(order, target);
			if ('text' in outcome) failures.push(outcome);
			else areHealthy &&= outcome.health === 'healthy';
		}
		const seconds = ((now() - began) / 1000).toFixed(1);
		const what = targets.length === 1 ? targets[0]!.name : `${targets.length} containers`;
		const [failure] = failures;
		if (!failure) return tell(`${what} ${done}${areHealthy ? ' and healthy' : ''} in ${seconds} s.`, 'good');
		const title = failureTitle({ action, count: targets.length, failures });
		tell(failure.text.startsWith(title) ? failure.text : `${title}: ${failure.text}`, 'bad');
		const containers = await listNow();
		// Whoever has opened something else meanwhile keeps it; the notice is there.
		if (store.get().state.dialog !== undefined) return;
		const lines = failures.flatMap(({ target, text, lines }) => [
			failures.length === 1 ? text : `${target.name}: ${text}`,
			stateNow(containers, target.id),
			...(lines.length === 0 ? [] : ['', ...lines]),
		]);
		store.dispatch({ state: { dialog: { kind: 'message', title, lines } } });
	};
};
