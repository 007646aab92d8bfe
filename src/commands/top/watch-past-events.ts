import type { PastEvent } from '../../metrics/event.ts';
import type { Source, Stretch } from '../../sources/source.ts';
import { pending, type Remote } from '../../store/remote.ts';
import { placeOf } from '../../ui/layout.ts';
import type { Model } from '../../ui/model.ts';
import { mergeEvents } from '../../ui/time/merge-events.ts';
import { seekOn } from '../../ui/time/seeking.ts';
import { chartedWindow, chosenWindow } from '../../ui/time/travel.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

const fastest = 30_000;
const slowest = 300_000;

/** Lines from which on a panel has room for its chart. */
const chartHeight = 6;
const charted = ['cpu', 'memory', 'io', 'gpu', 'llm', 'postgres'] as const;

/** Whether there is a chart to see, or the time cursor is in use, or about to be. */
const isShown = (model: Model): boolean => {
	const { state } = model;
	return (
		state.at !== undefined ||
		state.seeking !== undefined ||
		(state.focus === 'detail' && state.detail?.tab === 'charts') ||
		charted.some(panel => (placeOf(panel, model, state.full)?.height ?? 0) >= chartHeight)
	);
};

/** Which window is asked for: one that ends now is the same one a moment later. */
const subject = (model: Model): string => {
	const { wall } = model.clock;
	const { end, span } = chartedWindow(model, wall);
	return [model.source.name, model.source.url, model.state.host, span, end >= wall ? 'now' : end].join(' ');
};

type Answer = { readonly stretch: Stretch; readonly events: readonly PastEvent[] };

/** What the engine told is known also where the source cannot be asked, and up to this moment. */
const merged = (answer: Remote<Answer>, model: Model): Model['pastEvents'] => {
	if (answer.status === 'pending') return pending;
	const window = chartedWindow(model, model.clock.wall);
	const { stretch, events } = 'value' in answer ? answer.value : { stretch: window, events: [] };
	const from = stretch.end - stretch.span;
	const to = window.end >= model.clock.wall ? Number.POSITIVE_INFINITY : stretch.end;
	const value = mergeEvents(events, model.events, { from, to });
	return answer.status === 'failed'
		? { ...answer, status: 'stale', value, receivedAt: answer.failedSince }
		: { ...answer, value };
};

/**
 * Keeps what happened in the window of the charts in the model, as the source and the engine tell it, while it can be
 * seen, and only then. Returns how to stop.
 */
export const watchPastEvents = (store: ModelStore, source: Pick<Source, 'events' | 'skew'>): (() => void) => {
	let answer: Remote<Answer> = pending;
	let about = subject(store.get());
	let { events, state } = store.get();
	const tell = () => {
		store.dispatch({ pastEvents: merged(answer, store.get()) });
		if (store.get().state.seeking !== undefined) store.dispatch(seekOn(store.get(), performance.now()));
	};
	const stop = watchWhile(store, isShown, {
		read: async signal => {
			const { end, span } = chartedWindow(store.get(), Date.now() + (source.skew ?? 0));
			const { host } = store.get().state;
			const stretch = { end, span };
			return { stretch, events: await source.events(stretch, signal, host === undefined ? {} : { host }) };
		},
		subject,
		every: () => Math.min(slowest, Math.max(fastest, chosenWindow(store.get()).step)),
		tell(next) {
			answer = next;
			tell();
		},
	});
	const unsubscribe = store.subscribe(() => {
		const model = store.get();
		const now = subject(model);
		const isOther = now !== about;
		const hasNews = model.events !== events || (state.isFrozen && !model.state.isFrozen);
		({ events, state } = model);
		about = now;
		if (isOther) answer = pending;
		if (isOther || (hasNews && answer.status !== 'pending')) tell();
	});
	return () => {
		unsubscribe();
		stop();
	};
};
