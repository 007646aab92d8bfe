import type { Change, Model } from '../model.ts';
import type { HeldLine } from './held-line.ts';
import type { Hunt } from './log-state.ts';
import { learn, matches } from './matching.ts';
import { showLine } from './moving.ts';
import { indexOfSeq, passingLines } from './passing.ts';
import { type Pattern, patternOf, tooSlow } from './pattern.ts';
import { sightOf } from './sight.ts';

/** The pattern that is searched for, where one is. */
export const searchedFor = ({ state }: Model): Pattern | undefined =>
	state.log.search === '' ? undefined : patternOf(state.log.search);

const isHit = (pattern: Pattern, held: HeldLine | undefined): boolean =>
	held !== undefined && !held.isMark && matches(pattern, held.line);

const learnAll = (pattern: Pattern, lines: readonly HeldLine[]): void =>
	learn(
		pattern,
		lines.map(({ line }) => line),
	);

/** The first of some lines that a search is for. */
export const firstHit = (pattern: Pattern, lines: readonly HeldLine[]): HeldLine | undefined => {
	learnAll(pattern, lines);
	return lines.find(held => isHit(pattern, held));
};

/** The nearest match from a line on, that line included. */
const nearest = (
	lines: readonly HeldLine[],
	pattern: Pattern,
	from: number,
	direction: Hunt['direction'],
): HeldLine | undefined => {
	const by = direction === 'older' ? -1 : 1;
	learnAll(pattern, lines);
	for (let index = from; index >= 0 && index < lines.length; index += by) {
		if (isHit(pattern, lines[index])) return lines[index];
	}
	return undefined;
};

const isToCome = ({ logs }: Model): boolean => logs.status === 'opening' || logs.reading !== undefined;

/** A hunt that begins once there are lines. */
const huntFrom = ({ state }: Model, direction: Hunt['direction']): Change => ({
	state: { log: { ...state.log, hunt: { direction, seq: Number.MAX_SAFE_INTEGER }, isHalted: false } },
});

/**
 * To the nearest match before the cursor or after it; where none is held, a hunt through what the engine has beyond.
 * A sentence where there is nothing to be found.
 */
export const searchOn = (model: Model, direction: Hunt['direction'], isFirst = false): Change | string => {
	const pattern = searchedFor(model);
	if (!pattern) return 'Nothing is searched for: / takes what to look for.';
	const sight = sightOf(model);
	if (!sight) return isToCome(model) ? huntFrom(model, direction) : 'There is no line to search in.';
	const { lines, cursor } = sight;
	const from = isFirst ? cursor : direction === 'older' ? cursor - 1 : cursor + 1;
	const found = nearest(lines, pattern, from, direction);
	if (found) return showLine(model, found.seq);
	if (pattern.isTooSlow()) return tooSlow;
	const isEnd = direction === 'older' ? model.logs.isWhole : model.logs.isCurrent;
	if (isEnd) return direction === 'older' ? 'No older line matches.' : 'No newer line matches.';
	const edge = direction === 'older' ? lines[0]! : lines.at(-1)!;
	return {
		state: {
			log: {
				...model.state.log,
				follows: false,
				place: { feed: model.logs.feed, seq: lines[sight.window.bottom.index]!.seq, row: sight.window.bottom.row },
				cursor: lines[cursor]!.seq,
				hunt: { direction, seq: edge.seq },
				isHalted: false,
			},
		},
	};
};

/** What a hunt has come to with the lines that are held now: a match, or nothing yet. */
export const caught = (model: Model): HeldLine | undefined => {
	const { hunt } = model.state.log;
	const pattern = searchedFor(model);
	if (!hunt || !pattern) return undefined;
	const lines = passingLines(model.logs.lines, model.state.log);
	const index = indexOfSeq(lines, hunt.seq);
	if (index < 0) return undefined;
	// Lines let go of at the other end may leave the edge outside.
	const from = hunt.direction === 'older' && lines[index]!.seq >= hunt.seq ? index - 1 : index;
	const beyond = hunt.direction === 'older' ? from : lines[index]!.seq <= hunt.seq ? index + 1 : index;
	return nearest(lines, pattern, beyond, hunt.direction);
};

/** Which of the held matches the cursor is on, counted from the newest, and how many there are; 0 where on none. */
export const countMatches = (
	lines: readonly HeldLine[],
	pattern: Pattern,
	cursor: number,
): { readonly nth: number; readonly of: number } => {
	let of = 0;
	let nth = 0;
	learnAll(pattern, lines);
	for (let index = lines.length - 1; index >= 0; index--) {
		if (!isHit(pattern, lines[index])) continue;
		of += 1;
		if (index === cursor) nth = of;
	}
	return { nth, of };
};
