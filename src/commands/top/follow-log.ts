import type { Engine } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import { placeOf } from '../../ui/layout.ts';
import { noLog } from '../../ui/logs/held-line.ts';
import { isMerged, type LogState } from '../../ui/logs/log-state.ts';
import { logTargets } from '../../ui/logs/targets.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import type { Known } from '../log-reading/follow-log-of.ts';
import { createLogFeed, type LogFeed } from './log-feed.ts';
import type { LogSource } from './log-holding.ts';
import { tendLog } from './tend-log.ts';

// Moving through the list must not open a stream for each row passed.
const settleFor = 150;
const lookAgain = 1000;

/** What makes it another reading: the containers, and what of their logs is asked for, from where. */
type Wish = {
	readonly ids: string;
	readonly sources: readonly LogSource[];
	readonly log: Pick<LogState, 'target' | 'goal' | 'filter' | 'level' | 'minutes'>;
};

/**
 * What is looked at stays on the screen although its container has gone, or has left the table by a filter or by its
 * end, until the person looks at something else.
 */
const isKept = ({ state, containers }: Model, last: Wish): boolean => {
	const { target } = state.log;
	if (last.ids === '' || last.log.target !== target || isMerged(target)) return false;
	if (target === 'selected') return state.focus === 'logs';
	return !lastValue(containers)?.some(({ id }) => last.ids.includes(id));
};

const wishOf = (model: Model, last: Wish | undefined): Wish | undefined => {
	if (placeOf('logs', model, model.state.full) === undefined) return undefined;
	const { log } = model.state;
	// A filter that is being typed is not yet meant for the engine.
	const asked = log.isTypingFilter && last ? { ...log, filter: last.log.filter } : log;
	if (last && isKept(model, last)) return { ...last, log: asked };
	const sources = logTargets(model).map(({ id, name }) => ({ id, name }));
	return { ids: sources.map(({ id }) => id).join(' '), sources, log: asked };
};

const isSame = (a: Wish | undefined, b: Wish | undefined): boolean =>
	a?.ids === b?.ids &&
	a?.log.goal === b?.log.goal &&
	a?.log.filter === b?.log.filter &&
	a?.log.level === b?.log.level &&
	a?.log.minutes === b?.log.minutes;

const knownIn = ({ containers }: Model, id: string): Known => {
	if (containers.status !== 'fresh') return 'unknown';
	return containers.value.find(container => container.id === id) ?? 'gone';
};

/** Resolves when the containers are known otherwise, when it is given up, or after a second. */
const changedIn = (store: ModelStore) => (signal: AbortSignal) =>
	new Promise<void>(resolve => {
		const { containers } = store.get();
		const done = () => {
			unsubscribe();
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const unsubscribe = store.subscribe(() => {
			if (store.get().containers !== containers) done();
		});
		const timer = setTimeout(done, lookAgain);
		signal.addEventListener('abort', done);
		if (signal.aborted) done();
	});

/** Keeps the model's log what the person looks at; returns how to stop. */
export const followLog = (store: ModelStore, connect: () => Promise<Engine>): (() => void) => {
	let wish: Wish | undefined;
	let settling: NodeJS.Timeout | undefined;
	let isSettling = false;
	let feed: LogFeed | undefined;
	let number = 0;

	const open = (goal?: LogState['goal']) => {
		isSettling = false;
		feed?.stop();
		feed = undefined;
		const sources = wish?.sources ?? [];
		const [only, ...others] = sources;
		number += 1;
		const isOne = others.length === 0;
		store.dispatch({
			logs: {
				...noLog,
				feed: number,
				id: isOne ? only?.id : undefined,
				name: isOne ? only?.name : undefined,
				names: isOne ? [] : sources.map(({ name }) => name),
				status: only ? 'opening' : 'none',
			},
		});
		if (!only || !wish) return;
		const opened = number;
		feed = createLogFeed({
			number,
			connect,
			sources,
			goal: goal ?? wish.log.goal,
			asked: wish.log,
			follows: () => store.get().state.log.follows,
			known: id => knownIn(store.get(), id),
			changed: changedIn(store),
			now: () => Date.now(),
			publish(view) {
				if (opened === number) store.dispatch({ logs: { ...store.get().logs, ...view } });
			},
		});
	};

	const look = () => {
		const next = wishOf(store.get(), wish);
		if (!isSame(next, wish)) {
			const isOther = next?.ids !== wish?.ids;
			wish = next;
			clearTimeout(settling);
			isSettling = true;
			settling = setTimeout(open, isOther ? settleFor : 0);
			return;
		}
		const { logs, state } = store.get();
		// Who goes into the log has settled.
		if (isSettling && state.focus === 'logs') {
			clearTimeout(settling);
			return open();
		}
		if (!feed || isSettling || logs.feed !== number) return;
		// What has been missed is not read first: the end is wanted.
		if (state.log.follows && !logs.isCurrent) return open({ kind: 'tail' });
		tendLog(store, feed);
	};

	const unsubscribe = store.subscribe(look);
	look();
	return () => {
		unsubscribe();
		clearTimeout(settling);
		feed?.stop();
	};
};
