import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import type { Source } from '../../sources/source.ts';
import { createPoll } from '../../store/poll.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

const minute = 60_000;
const fullWindow = 60 * minute;
// A sampler that has just begun has no hour to show: its window grows with what it knows.
const firstWindows = [5 * minute, 15 * minute];
const shortestStep = 10_000;

const windowAfter = (elapsed: number): number => firstWindows.find(span => elapsed < span) ?? fullWindow;
const stepOf = (span: number): number => Math.max(shortestStep, span / 120);
/** The metrics that are drawn as lines over the window. */
const charted: readonly MetricId[] = ['host.cpu.ratio', 'host.memory.used_bytes'];

export type SourceWatch = { refresh(): void; stop(): void };

/** Keeps the model's snapshot and history as the source tells them. */
export const watchSource = (store: ModelStore, source: Source, every: () => number): SourceWatch => {
	const options = () => {
		const { host } = store.get().state;
		return host === undefined ? {} : { host };
	};
	const snapshot = createPoll(signal => source.read(signal, options()), { every });
	const begun = performance.now();
	const window = () => (source.name === 'local' ? windowAfter(performance.now() - begun) : fullWindow);
	const history = createPoll(
		async signal => {
			const span = window();
			const past = await source.range(
				charted,
				{ end: Date.now() + (source.skew ?? 0), span, step: stepOf(span) },
				signal,
				options(),
			);
			if (store.get().window !== span) store.dispatch({ window: span });
			return past;
		},
		{ every: () => stepOf(window()) },
	);
	const stopSnapshot = snapshot.subscribe(() => {
		const { name, url } = source;
		const before = store.get().source;
		const isOther = before.name !== name || before.url !== url;
		store.dispatch({ snapshot: snapshot.get(), ...(isOther ? { source: { name, url } } : {}) });
		if (isOther) history.refresh();
	});
	const stopHistory = history.subscribe(() => store.dispatch({ history: history.get() }));
	return {
		refresh() {
			snapshot.refresh();
			history.refresh();
		},
		stop() {
			stopSnapshot();
			stopHistory();
			source.close();
		},
	};
};
