import type { LogState } from '../../ui/logs/log-state.ts';
import { momentText } from '../../ui/logs/log-time.ts';
import { showLine } from '../../ui/logs/moving.ts';
import { caught } from '../../ui/logs/searching.ts';
import { sightOf } from '../../ui/logs/sight.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import type { LogFeed } from './log-feed.ts';

// Lines to look at for each page: a screen or two of what is scrolled to, more at once of what is searched.
const page = 300;
const searchPage = 2000;
/** Lines that a search looks at before it asks whether to go on. */
const searchBound = 1_000_000;

const busy = new WeakMap<LogFeed, { searched: number }>();

const needsOlder = (model: Model): boolean => {
	const { logs, state } = model;
	if (logs.isWhole || logs.status === 'opening' || logs.status === 'failed' || state.log.isHalted) return false;
	const sight = sightOf(model);
	if (!sight) return true;
	return (
		sight.window.top.index < (state.log.follows ? 1 : sight.height) &&
		(!state.log.follows || sight.lines.length < sight.height)
	);
};

const needsNewer = (model: Model): boolean => {
	const { logs, state } = model;
	if (logs.isCurrent || state.log.follows) return false;
	const sight = sightOf(model);
	return sight !== undefined && sight.window.bottom.index > sight.lines.length - 1 - sight.height;
};

/** Gets for the screen what it lacks of the log: older lines, newer ones, or what is searched for. */
export const tendLog = (store: ModelStore, feed: LogFeed) => {
	const model = store.get();
	const { log } = model.state;
	const set = (change: Partial<LogState>, notice?: string) =>
		store.dispatch({
			state: {
				log: { ...store.get().state.log, ...change },
				...(notice === undefined ? {} : { notice: { text: notice, kind: 'info', until: performance.now() + 6000 } }),
			},
		});

	if (log.isHalted) feed.halt();
	const found = caught(model);
	if (found) {
		const shown = showLine(model, found.seq).state?.log ?? log;
		return store.dispatch({ state: { log: { ...shown, hunt: undefined } } });
	}
	if (log.hunt?.direction === 'newer') {
		if (model.logs.isCurrent) return set({ hunt: undefined }, 'No newer line matches.');
		return feed.newer();
	}
	if (log.hunt && model.logs.isWhole)
		return set({ hunt: undefined }, 'No older line matches: this is the beginning of the log.');

	if (needsNewer(model)) feed.newer();
	feed.look();
	if (busy.has(feed)) return;
	const isSearch = log.hunt !== undefined || log.filter !== '' || log.level !== 'all';
	if (!(log.hunt && !log.isHalted) && !needsOlder(model)) return;
	void readOlder(store, feed, isSearch ? searchPage : page, isSearch);
};

const readOlder = async (store: ModelStore, feed: LogFeed, count: number, isSearch: boolean): Promise<void> => {
	const state = { searched: 0 };
	busy.set(feed, state);
	const number = store.get().logs.feed;
	try {
		for (;;) {
			const read = await feed.older(count);
			state.searched += read;
			const model = store.get();
			const { log } = model.state;
			if (model.logs.feed !== number || log.isHalted || read === 0) return;
			if (log.hunt ? caught(model) !== undefined || model.logs.isWhole : !needsOlder(model)) return;
			if (!isSearch) continue;
			if (state.searched < searchBound) continue;
			const at = model.logs.lines[0]?.line.at ?? model.logs.reading?.backTo;
			const backTo = at === undefined ? '' : ` back to ${momentText(at, model.clock.wall)}`;
			const goesOn = log.hunt ? 'n' : 'k';
			store.dispatch({
				state: {
					log: { ...log, hunt: undefined, isHalted: true },
					notice: {
						text: `Looked at ${state.searched.toLocaleString('en-US')} lines${backTo}: ${goesOn} looks further.`,
						kind: 'info',
						until: performance.now() + 15_000,
					},
				},
			});
			return;
		}
	} finally {
		busy.delete(feed);
		// What was found, or not, is answered by the next look.
		if (store.get().logs.feed === number) tendLog(store, feed);
	}
};
