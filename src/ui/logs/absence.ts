import type { Model } from '../model.ts';
import { isMerged } from './log-state.ts';
import { isFilterTooSlow } from './passing.ts';
import { tooSlow } from './pattern.ts';

const filters = ({ filter, level, minutes }: Model['state']['log']): string =>
	[
		filter === '' ? '' : `matches &${filter}`,
		level === 'all' ? '' : level === 'warn' ? 'is a warning or an error' : 'is an error',
		minutes === undefined ? '' : `was written in the last ${minutes} min`,
	]
		.filter(part => part !== '')
		.join(' and ');

/** Why there is no line to be seen, and what to do about it. */
export const absenceOfLines = ({ logs, state }: Model): string => {
	const { log } = state;
	if (logs.status === 'none') {
		return isMerged(log.target)
			? 'There is no container whose logs could be merged.'
			: 'Select a container to see its last lines.';
	}
	if (isFilterTooSlow(log)) return `${tooSlow} & and an empty line shows all again.`;
	const asked = filters(log);
	if (asked !== '') {
		if (logs.reading || logs.status === 'opening') return '';
		const halted = log.isHalted && !logs.isWhole ? ' so far: k looks further back' : '';
		const clears = log.filter !== '' ? '& and an empty line' : log.level !== 'all' ? 'v' : '0';
		return `No line ${asked}${halted}. ${clears} shows all again.`;
	}
	if (logs.status === 'opening' || logs.reading) return '';
	const name = logs.name ?? 'None of them';
	if (logs.status === 'created') return `${name} has not run yet.`;
	if (logs.status === 'stopped') return `${name} ended without a line.`;
	if (logs.status === 'removed') return `${name} was removed before it wrote a line.`;
	return `${name} has written nothing yet.`;
};
