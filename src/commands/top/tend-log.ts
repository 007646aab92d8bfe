import { formatWhole } from '../../metrics/format.ts';
import type { HeldLine } from '../../ui/logs/held-line.ts';
import { momentText } from '../../ui/logs/log-time.ts';
import { showLine } from '../../ui/logs/moving.ts';
import { isFilterTooSlow } from '../../ui/logs/passing.ts';
import { tooSlow } from '../../ui/logs/pattern.ts';
import { caught, firstHit, searchedFor } from '../../ui/logs/searching.ts';
import { sightOf } from '../../ui/logs/sight.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import type { LogFeed } from './log-feed.ts';

// Lines that pass, a few screens of them.
const enough = 300;
/** Lines that a search looks at before it asks whether to go on. */
const searchBound = 1_000_000;

const busy = new WeakSet<LogFeed>();

// Screens of lines that are got before they are scrolled to.
const ahead = 3;

const needsOlder = (model: Model): boolean => {
	const { logs, state } = model;
	if (logs.isWhole || logs.status === 'opening' || logs.status === 'failed' || state.log.isHalted) return false;
	const sight = sightOf(model);
	// Which is known only once it has been tried.
	if (isFilterTooSlow(state.log)) return false;
	if (!sight) return true;
	return (
		sight.window.top.index < (state.log.follows ? 1 : sight.height * ahead) &&
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

	if (log.isHalted || isFilterTooSlow(log)) feed.halt();
	if (log.hunt && searchedFor(model)?.isTooSlow()) {
		feed.halt();
		return endHunt(store, tooSlow);
	}
	const found = busy.has(feed) ? undefined : caught(model);
	if (found) {
		const shown = showLine(model, found.seq).state?.log ?? log;
		return store.dispatch({ state: { log: { ...shown, hunt: undefined } } });
	}
	// Its end is read first, by itself.
	if (log.hunt && model.logs.status === 'opening') return;
	if (log.hunt?.direction === 'newer') {
		if (model.logs.isCurrent) return endHunt(store, 'No newer line matches.');
		return feed.newer();
	}
	if (log.hunt && model.logs.isWhole) return endHunt(store, 'No older line matches: the log begins here.');

	if (needsNewer(model)) feed.newer();
	feed.look();
	if (busy.has(feed)) return;
	if (log.isHalted || !(log.hunt || needsOlder(model))) return;
	void readOlder(store, feed);
};

const readOlder = async (store: ModelStore, feed: LogFeed): Promise<void> => {
	busy.add(feed);
	const { logs, state } = store.get();
	const { hunt: wanted } = state.log;
	const pattern = wanted && searchedFor(store.get());
	const hunt = pattern && {
		hitIn: (lines: readonly HeldLine[]) => firstHit(pattern, lines),
		key: `${wanted.seq} ${state.log.search}`,
	};
	const isSearch = hunt !== undefined || state.log.filter !== '' || state.log.level !== 'all';
	const bound = isSearch ? searchBound : enough;
	const { read, hit, isEnd } = await feed.older({ lines: enough, bound, ...(hunt ? { hunt } : {}) });
	busy.delete(feed);
	const model = store.get();
	if (model.logs.feed !== logs.feed) return;
	if (hunt && isEnd && !hit) return endHunt(store, 'No older line matches: the log begins here.');
	if (isSearch && read >= searchBound && !hit) return askFurther(store, read);
	if (read > 0 || model.logs.isWhole) tendLog(store, feed);
};

const endHunt = (store: ModelStore, text: string): void => {
	const { log } = store.get().state;
	if (!log.hunt) return;
	const notice = { text, kind: 'info', until: performance.now() + 6000 } as const;
	store.dispatch({ state: { log: { ...log, hunt: undefined }, notice } });
};

/** A search that found nothing in so many lines stops, and says how it goes on. */
const askFurther = (store: ModelStore, read: number): void => {
	const { logs, state, clock } = store.get();
	const at = logs.reading?.backTo ?? logs.lines[0]?.line.at;
	const backTo = at === undefined ? '' : ` back to ${momentText(at, clock.wall)}`;
	const key = state.log.hunt ? 'n' : 'k';
	store.dispatch({
		state: {
			log: { ...state.log, hunt: undefined, isHalted: true },
			notice: {
				text: `Looked at ${formatWhole(read)} lines${backTo}: ${key} looks further.`,
				kind: 'info',
				until: performance.now() + 15_000,
			},
		},
	});
};
