import { formatWhole } from '../../metrics/format.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { momentText } from './log-time.ts';
import { isFilterTooSlow } from './passing.ts';
import { countMatches, searchedFor } from './searching.ts';
import type { Sight } from './sight.ts';

const plural = (number: number, word: string): string => `${formatWhole(number)} ${word}${number === 1 ? '' : 's'}`;

const whose = ({ logs }: Model): string => {
	if (logs.names.length > 0) return `Logs ${paint(plural(logs.names.length, 'container'), 'bold')}`;
	return logs.name === undefined ? 'Logs' : `Logs ${paint(logs.name, 'bold')}`;
};

const where = ({ logs, state, clock }: Model, sight: Sight | undefined): string => {
	if (logs.status === 'none') return '';
	if (state.log.follows || !sight) return logs.status;
	const { lines, window } = sight;
	const bottom = lines[window.bottom.index]!;
	const at = bottom.line.at === undefined ? '' : ` at ${momentText(bottom.line.at, clock.wall)}`;
	if (!logs.isCurrent) return `scrolled back${at}`;
	const back = lines.length - 1 - window.bottom.index;
	return back === 0 ? 'not following' : `${plural(back, 'line')} back${at}`;
};

const tooLong = paint('takes too long', 'yellow');

const searching = (model: Model, sight: Sight | undefined): string => {
	const pattern = searchedFor(model);
	const { search } = model.state.log;
	if (search === '') return '';
	const shown = search.startsWith('/') ? search : `/${search}`;
	if (!pattern || !sight) return shown;
	const { nth, of } = countMatches(sight.lines, pattern, sight.cursor);
	if (pattern.isTooSlow()) return `${shown} ${tooLong}`;
	const isAll = model.logs.isWhole && model.logs.isCurrent;
	return `${shown} ${nth === 0 ? formatWhole(of) : `${formatWhole(nth)} of ${formatWhole(of)}`}${isAll ? '' : '+'}`;
};

const reading = ({ logs, state, clock }: Model): string => {
	if (!logs.reading && !state.log.hunt) return '';
	const backTo = logs.reading?.backTo;
	const to = backTo === undefined ? '' : ` back to ${momentText(backTo, clock.wall)}`;
	const isFar = state.log.hunt !== undefined || state.log.filter !== '' || state.log.level !== 'all';
	return paint(isFar ? `searching${to} ${'\u2026'} Esc stops` : `reading older lines`, 'yellow');
};

/** What stands over the log: whose it is, where in it one is, and what of it is shown. */
export const logTitle = (model: Model, sight: Sight | undefined): readonly string[] => {
	const { log } = model.state;
	const { dropped } = model.logs;
	return [
		whose(model),
		where(model, sight),
		reading(model),
		log.minutes === undefined ? '' : `last ${log.minutes} min`,
		log.level === 'all' ? '' : log.level === 'warn' ? 'warnings and errors' : 'errors only',
		log.filter === '' ? '' : `&${log.filter}${isFilterTooSlow(log) ? ` ${tooLong}` : ''}`,
		searching(model, sight),
		log.marked.size === 0 ? '' : `${log.marked.size} marked`,
		dropped === 0 ? '' : `${plural(dropped, 'older line')} let go`,
	].filter(part => part !== '');
};
