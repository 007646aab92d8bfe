import { lastValue } from '../../store/remote.ts';
import { back, leaveFull } from '../focusing.ts';
import type { Handlers } from '../keys/binding.ts';
import type { logKeys } from '../keys/logs.ts';
import { canUnfold } from '../logs/body.ts';
import { copyText, savedLog } from '../logs/export.ts';
import { atTheEnd, type LogState, type LogTarget, lookAt, type MergedLogs, readFrom } from '../logs/log-state.ts';
import { moveLog } from '../logs/moving.ts';
import { formerOf } from '../logs/other-run.ts';
import { readAgain } from '../logs/read-again.ts';
import { searchOn } from '../logs/searching.ts';
import { sightOf } from '../logs/sight.ts';
import { logsToMerge, logTargets } from '../logs/targets.ts';
import type { Context } from './context.ts';

const minutes = [1, 5, 15, 30, 60] as const;

const after = <T>(all: readonly T[], one: T): T => all[(all.indexOf(one) + 1) % all.length]!;

const toggled = (set: ReadonlySet<number>, seq: number): ReadonlySet<number> => {
	const next = new Set(set);
	if (!next.delete(seq)) next.add(seq);
	return next;
};

const isSame = (a: LogTarget, b: MergedLogs): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Those that belong together as one, or the selected container again. */
export const toggleMerged = ({ model, set }: Context) => {
	const { log } = model().state;
	const merged = logsToMerge(model());
	set({ log: lookAt(log, isSame(log.target, merged) ? 'selected' : merged) });
};

const previousRun = ({ model, set, tell }: Context) => {
	const { log } = model().state;
	const [container, ...others] = logTargets(model());
	if (!container || others.length > 0) return tell('Runs are told apart in the log of one container only.', 'info');
	const former = formerOf(container, lastValue(model().containers) ?? []);
	if (former) {
		tell(`This is ${former.name}, which ran before.`, 'info');
		return set({ log: lookAt(log, { id: former.id }) });
	}
	if (container.startedAt === undefined) return tell('It has not run yet.', 'info');
	set({ log: { ...readFrom(log, { kind: 'before', at: container.startedAt }), minutes: undefined } });
	tell(`Before its last start. 0 goes back to the end.`, 'info');
};

const copyLines = ({ effects, model, set, tell }: Context) => {
	const { count, text } = copyText(model());
	if (count === 0) return tell('There is no line to copy.', 'info');
	if (!effects.copy(text)) return tell('That is too long for the clipboard: Ctrl-S saves it to a file.', 'bad');
	if (model().state.log.marked.size > 0) set({ log: { ...model().state.log, marked: new Set() } });
	tell(count === 1 ? 'The line was sent to your clipboard.' : `${count} lines were sent to your clipboard.`, 'good');
};

const clearOrLeave = ({ model, dispatch, set }: Context) => {
	const { log, notice } = model().state;
	const { reading } = model().logs;
	if (log.hunt || (reading && !log.isHalted)) return set({ log: { ...log, hunt: undefined, isHalted: true } });
	if (notice) return dispatch(back(model()));
	if (log.marked.size > 0) return set({ log: { ...log, marked: new Set() } });
	if (log.search !== '') return set({ log: { ...log, search: '' } });
	if (log.filter !== '' || log.level !== 'all') return set({ log: readAgain(model(), { filter: '', level: 'all' }) });
	dispatch(leaveFull(model()));
};

export const logHandlers = (context: Context): Handlers<typeof logKeys> => {
	const { effects, model, dispatch, set, tell, prompt } = context;
	const change = (log: Partial<LogState>) => set({ log: { ...model().state.log, ...log } });
	const search = (direction: 'older' | 'newer') => () => {
		const found = searchOn(model(), direction);
		if (typeof found === 'string') tell(found, 'info');
		else dispatch(found);
	};
	const cursor = () => {
		const sight = sightOf(model());
		return sight?.lines[sight.cursor];
	};
	return {
		'search-log': () => prompt('log-search', ''),
		'older-match': search('older'),
		'newer-match': search('newer'),
		'filter-log': () => prompt('log-filter', model().state.log.filter),
		'log-level': () =>
			set({ log: readAgain(model(), { level: after(['all', 'warn', 'error'], model().state.log.level) }) }),
		'follow-log': () => {
			const { log } = model().state;
			const sight = sightOf(model());
			if (!log.follows || !sight) return set({ log: atTheEnd(log) });
			const { lines, window } = sight;
			change({
				follows: false,
				place: { feed: model().logs.feed, seq: lines[window.bottom.index]!.seq, row: window.bottom.row },
			});
		},
		'log-stamps': () => change({ stamps: after(['off', 'relative', 'local', 'utc'], model().state.log.stamps) }),
		'wrap-log': () => change({ isWrapped: !model().state.log.isWrapped }),
		'log-tail': () => set({ log: { ...readFrom(model().state.log, { kind: 'tail' }), minutes: undefined } }),
		'log-head': () => set({ log: { ...readFrom(model().state.log, { kind: 'head' }), minutes: undefined } }),
		'log-since': key =>
			set({ log: { ...readFrom(model().state.log, { kind: 'tail' }), minutes: minutes[Number(key) - 2] } }),
		'log-time': () => prompt('log-time', ''),
		'previous-run': () => previousRun(context),
		'stack-logs': () => toggleMerged(context),
		'unfold-line': () => {
			const held = cursor();
			if (!held || !canUnfold(held)) return tell('Only a line of JSON can be opened.', 'info');
			change({ unfolded: toggled(model().state.log.unfolded, held.seq), cursor: held.seq });
		},
		'mark-line': () => {
			const held = cursor();
			if (!held) return;
			change({ marked: toggled(model().state.log.marked, held.seq), cursor: held.seq });
			dispatch(moveLog(model(), { by: 1 }));
		},
		'copy-lines': () => copyLines(context),
		'save-log': () => effects.save(savedLog(model())),
		'log-back': () => clearOrLeave(context),
	};
};
