import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { Window } from '../../metrics/history.ts';
import type { Source } from '../../sources/source.ts';
import { createPoll } from '../../store/poll.ts';
import { lastValue, pending } from '../../store/remote.ts';
import { chartedWindow, tooEarly } from '../../ui/time/travel.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { tellable } from './skew.ts';

const minute = 60_000;
// A sampler that has just begun has no hour to show: its window grows with what it knows.
const firstWindows = [5 * minute, 15 * minute];
const shortestStep = 10_000;
const localWindow = (elapsed: number): number => firstWindows.find(span => elapsed < span) ?? 60 * minute;
// The past does not change, but what it was asked of may come back.
const pastEvery = 30_000;
// This machine's own numbers begin once it has been looked at.
const ownReachEvery = 10_000;
const noticeFor = 8000;
// An answer takes its time: how far clocks are apart is known to about a second.
const noticed = 2;
// What is asked for at another instant comes within this, or the numbers of the last one go: they are not its.
const patience = 250;

/** The metrics that are drawn as lines over the window. */
const charted: readonly MetricId[] = ['host.cpu.ratio', 'host.memory.used_bytes'];

export type SourceWatch = {
	refresh(): void;
	/** Reads what the person has chosen now, and nothing of what was chosen before. */
	travel(): void;
	stop(): void;
};

/** Keeps the model's snapshot, history and reach as the source tells them, at the instant and over the window chosen. */
export const watchSource = (store: ModelStore, source: Source, every: () => number): SourceWatch => {
	const begun = performance.now();
	const ofHost = () => {
		const { host } = store.get().state;
		return host === undefined ? {} : { host };
	};
	const instant = () => {
		const { at } = store.get().state;
		return at === undefined ? {} : { at };
	};
	const window = (): Window => {
		if (source.name !== 'local') return chartedWindow(store.get(), Date.now() + (source.skew ?? 0));
		const span = localWindow(performance.now() - begun);
		return { end: Date.now(), span, step: Math.max(shortestStep, span / 120) };
	};
	const snapshot = createPoll(signal => source.read(signal, { ...ofHost(), ...instant() }), {
		every: () => (store.get().state.at === undefined ? every() : pastEvery),
	});
	const history = createPoll(
		async signal => {
			const wanted = window();
			const past = await source.range(charted, wanted, signal, ofHost());
			if (store.get().window !== wanted.span) store.dispatch({ window: wanted.span });
			return past;
		},
		{ every: () => window().step },
	);
	const reach = createPoll(signal => source.reach(signal), {
		every: () => (source.name === 'local' ? ownReachEvery : minute),
	});

	const stopSnapshot = snapshot.subscribe(() => {
		const { name, url } = source;
		const before = store.get().source;
		const isOther = before.name !== name || before.url !== url;
		const skew = tellable(source.skew);
		const moved = Math.abs((skew ?? 0) - (store.get().skew ?? 0)) >= noticed;
		store.dispatch({
			snapshot: snapshot.get(),
			...(moved && { skew }),
			...(isOther && { source: { name, url } }),
		});
		if (isOther) {
			history.refresh();
			reach.refresh();
		}
	});
	const stopHistory = history.subscribe(() => store.dispatch({ history: history.get() }));
	const stopReach = reach.subscribe(() => {
		const begins = lastValue(reach.get());
		const text = begins === store.get().reach ? undefined : tooEarly(store.get(), begins);
		const notice = text && { text, kind: 'info' as const, until: performance.now() + noticeFor };
		store.dispatch({ reach: begins, ...(notice && { state: { notice } }) });
	});
	let waiting: NodeJS.Timeout | undefined;
	return {
		refresh() {
			snapshot.refresh();
			history.refresh();
		},
		travel() {
			snapshot.restart();
			history.refresh();
			clearTimeout(waiting);
			waiting = setTimeout(() => {
				if (snapshot.get().status === 'pending') store.dispatch({ snapshot: pending });
			}, patience);
		},
		stop() {
			clearTimeout(waiting);
			stopSnapshot();
			stopHistory();
			stopReach();
			source.close();
		},
	};
};
