import type { LogLine } from '../../engine/container.ts';
import type { Level } from '../../text/log-level.ts';
import type { HeldLine } from './held-line.ts';
import type { LevelFilter, LogState } from './log-state.ts';
import { learn, matches } from './matching.ts';
import { type Pattern, patternOf } from './pattern.ts';

const isBadEnough = (level: Level | undefined, filter: LevelFilter): boolean =>
	filter === 'all' || level === 'error' || (filter === 'warn' && level === 'warn');

type Asked = Pick<LogState, 'level' | 'filter'>;

const filterOf = ({ filter }: Pick<LogState, 'filter'>): Pattern | undefined =>
	filter === '' ? undefined : patternOf(filter);

/** Whether the filter takes too long, so that nothing more passes it. */
export const isFilterTooSlow = (log: Pick<LogState, 'filter'>): boolean => filterOf(log)?.isTooSlow() ?? false;

/** Looks at many lines at once, which takes less than to ask of each by itself whether it passes. */
export const learnPassing = (asked: Asked, lines: readonly LogLine[]): void => {
	const pattern = filterOf(asked);
	if (pattern) learn(pattern, lines);
};

/** Whether a line is among those asked for, by level and by filter; what aixcl itself says always is. */
export const passes = (asked: Asked): ((held: HeldLine) => boolean) => {
	const pattern = filterOf(asked);
	return held =>
		held.isMark === true ||
		(isBadEnough(held.level, asked.level) && (pattern === undefined || matches(pattern, held.line)));
};

/** Those of some lines that are asked for. */
export const passingOf = (lines: readonly HeldLine[], asked: Asked): readonly HeldLine[] => {
	learnPassing(
		asked,
		lines.map(({ line }) => line),
	);
	return lines.filter(passes(asked));
};

let lastInputs: readonly unknown[] = [];
let lastLines: readonly HeldLine[] = [];

/** The lines to show, of those that are held. Remembers its last answer. */
export const passingLines = (lines: readonly HeldLine[], log: LogState): readonly HeldLine[] => {
	if (log.filter === '' && log.level === 'all') return lines;
	const inputs = [lines, log.level, log.filter];
	if (!inputs.every((input, index) => input === lastInputs[index])) {
		lastLines = passingOf(lines, log);
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
