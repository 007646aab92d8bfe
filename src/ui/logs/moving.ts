import type { Change, Model } from '../model.ts';
import type { Step } from '../moving.ts';
import type { LogState } from './log-state.ts';
import { atTheEnd } from './log-state.ts';
import { indexOfSeq } from './passing.ts';
import { type Sight, sightOf } from './sight.ts';
import {
	isAbove,
	isSameRow,
	lastRow,
	type RowPlace,
	stepRows,
	type Window,
	windowEndingAt,
	windowShowing,
} from './window.ts';

const changed = (model: Model, log: Partial<LogState>): Change => ({ state: { log: { ...model.state.log, ...log } } });

/** The window at a place; at the newest line it follows again. */
const placed = (model: Model, { lines, rows }: Sight, { bottom }: Window, cursor: number | undefined): Change => {
	const { logs } = model;
	const isLast = isSameRow(bottom, lastRow(rows)) && (cursor === undefined || cursor === lines.length - 1);
	if (isLast && logs.isCurrent) return changed(model, atTheEnd(model.state.log));
	return changed(model, {
		follows: false,
		place: { feed: logs.feed, seq: lines[bottom.index]!.seq, row: bottom.row },
		cursor: cursor === undefined ? undefined : lines[cursor]!.seq,
		isHalted: false,
	});
};

const extentOf = ({ rows, lines }: Sight, index: number): readonly [RowPlace, RowPlace] => [
	{ index, row: 0 },
	{ index, row: rows.count(lines[index]!) - 1 },
];

const moveCursor = (model: Model, sight: Sight, by: number): Change => {
	const { rows, height, window, cursor, lines } = sight;
	const [from, to] = extentOf(sight, cursor);
	// A line higher than the screen is first moved through.
	const isHidden = by > 0 ? isAbove(window.bottom, to) : isAbove(from, window.top);
	if (isHidden) {
		const end = stepRows(rows, window.bottom, Math.sign(by));
		return placed(model, sight, windowEndingAt(rows, end, height), cursor);
	}
	const next = Math.max(0, Math.min(lines.length - 1, cursor + by));
	return placed(model, sight, windowShowing(rows, window, extentOf(sight, next), height), next);
};

const movePage = (model: Model, sight: Sight, direction: 1 | -1, isFull: boolean): Change => {
	const { rows, height, window } = sight;
	const next = windowEndingAt(rows, stepRows(rows, window.bottom, direction * height), height);
	return placed(model, sight, next, isFull ? (direction < 0 ? next.top.index : next.bottom.index) : undefined);
};

/** What a moving key changes in the log: the cursor on its full screen, else what is in sight. */
export const moveLog = (model: Model, step: Step): Change => {
	if (step === 'bottom') return { state: { log: atTheEnd(model.state.log) } };
	const sight = sightOf(model);
	if (!sight) return {};
	const isFull = model.state.full === 'logs';
	const { rows, height, window } = sight;
	if (step === 'top')
		return placed(model, sight, windowEndingAt(rows, { index: 0, row: 0 }, height), isFull ? 0 : undefined);
	if (step === 'page-up') return movePage(model, sight, -1, isFull);
	if (step === 'page-down') return movePage(model, sight, 1, isFull);
	if (isFull) return moveCursor(model, sight, step.by);
	return placed(model, sight, windowEndingAt(rows, stepRows(rows, window.bottom, step.by), height), undefined);
};

/** The cursor on a line, and the line in sight. */
export const showLine = (model: Model, seq: number): Change => {
	const sight = sightOf(model);
	if (!sight) return {};
	const index = indexOfSeq(sight.lines, seq);
	const window = windowShowing(sight.rows, sight.window, extentOf(sight, index), sight.height);
	return {
		state: {
			log: {
				...model.state.log,
				follows: false,
				cursor: sight.lines[index]!.seq,
				place: { feed: model.logs.feed, seq: sight.lines[window.bottom.index]!.seq, row: window.bottom.row },
				isHalted: false,
			},
		},
	};
};
