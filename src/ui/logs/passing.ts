import type { Level } from '../../text/log-level.ts';
import type { HeldLine } from './held-line.ts';
import type { LevelFilter, LogState } from './log-state.ts';
import { matches } from './matching.ts';
import { patternOf } from './pattern.ts';

const isBadEnough = (level: Level | undefined, filter: LevelFilter): boolean =>
	filter === 'all' || level === 'error' || (filter === 'warn' && level === 'warn');

/** Whether a line is among those asked for, by level and by filter; what aixcl itself says always is. */
export const passes = ({ level, filter }: Pick<LogState, 'level' | 'filter'>): ((held: HeldLine) => boolean) => {
	const pattern = filter === '' ? undefined : patternOf(filter);
	return held =>
		held.isMark === true || (isBadEnough(held.level, level) && (pattern === undefined || matches(pattern, held)));
};

let lastInputs: readonly unknown[] = [];
let lastLines: readonly HeldLine[] = [];

/** The lines to show, of those that are held. Remembers its last answer. */
export const passingLines = (lines: readonly HeldLine[], log: LogState): readonly HeldLine[] => {
	if (log.filter === '' && log.level === 'all') return lines;
	const inputs = [lines, log.level, log.filter];
	if (!inputs.every((input, index) => input === lastInputs[index])) {
		lastLines = lines.filter(passes(log));
		lastInputs = inputs;
	}
	return lastLines;
};

/** The index of the line at a place, else of the one before it; 0 where all are later, -1 where there is none. */
export const indexOfSeq = (lines: readonly HeldLine[], seq: number): number => {
	let [low, high] = [0, lines.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (lines[middle]!.seq <= seq) low = middle + 1;
		else high = middle;
	}
	return lines.length === 0 ? -1 : Math.max(0, low - 1);
};
