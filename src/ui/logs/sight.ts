import { placeOf } from '../layout.ts';
import type { Model } from '../model.ts';
import type { HeldLine } from './held-line.ts';
import type { LogState } from './log-state.ts';
import { indexOfSeq, passingLines } from './passing.ts';
import { type RowForm, rowCount, rowForm } from './rows.ts';
import { lastRow, type RowPlace, type Rows, stepRows, type Window, windowEndingAt } from './window.ts';

/** What of the log is in sight. */
export type Sight = {
	/** The lines that pass the filters; never none. */
	readonly lines: readonly HeldLine[];
	readonly form: RowForm;
	readonly rows: Rows;
	readonly height: number;
	readonly window: Window;
	/** The line the keys mean: its index. */
	readonly cursor: number;
};

const windowOf = ({ logs, state: { log } }: Model, rows: Rows, height: number): Window => {
	const at = (seq: number): RowPlace => ({ index: indexOfSeq(rows.lines, seq), row: 0 });
	const { start } = logs;
	if (log.follows) return windowEndingAt(rows, lastRow(rows), height);
	if (log.place?.feed === logs.feed) {
		return windowEndingAt(rows, { ...at(log.place.seq), row: log.place.row }, height);
	}
	if (start?.edge === 'top') return windowEndingAt(rows, stepRows(rows, at(start.seq), height - 1), height);
	if (start) return windowEndingAt(rows, { ...at(start.seq), row: Number.POSITIVE_INFINITY }, height);
	return windowEndingAt(rows, lastRow(rows), height);
};

const cursorOf = ({ logs }: Model, log: LogState, lines: readonly HeldLine[], { top, bottom }: Window): number => {
	const index = log.cursor === undefined ? -1 : indexOfSeq(lines, log.cursor);
	if (index >= 0 && lines[index]!.seq === log.cursor) return index;
	return !log.follows && log.place?.feed !== logs.feed && logs.start?.edge === 'top' ? top.index : bottom.index;
};

/** What is in sight of the log in a room of so many cells and rows; undefined where there is no line. */
export const sightIn = (model: Model, width: number, height: number): Sight | undefined => {
	const { logs, state, clock, glyphs } = model;
	const lines = passingLines(logs.lines, state.log);
	if (lines.length === 0 || height < 1) return undefined;
	const form = rowForm(logs, state.log, { width, hasGutter: state.full === 'logs', now: clock.wall, glyphs });
	const rows: Rows = { lines, count: held => rowCount(held, form) };
	const window = windowOf(model, rows, height);
	const cursor = cursorOf(model, state.log, lines, window);
	return { lines, form, rows, height, window, cursor };
};

/** The same for the room that the log has on the screen now. */
export const sightOf = (model: Model): Sight | undefined => {
	const place = placeOf('logs', model, model.state.full);
	return place && sightIn(model, place.width - 4, place.height - 2);
};
