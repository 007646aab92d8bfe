import type { Container } from '../../engine/container.ts';
import type { Model } from '../model.ts';
import type { State } from '../state.ts';
import { type ColumnId, type Row, sortKeys } from './columns.ts';
import { parseFilter } from './filter.ts';
import { type Group, groupRows } from './groups.ts';
import { type Joined, joinedContainers } from './joined.ts';
import { remembering } from './remembering.ts';

/** The compose project that comes first. */
const ownProject = 'aixcl';

/** A line of the table's body: a row, or the head of a group. */
export type TableLine = Row | Group;

export type Table = {
	readonly rows: readonly Row[];
	readonly lines: readonly TableLine[];
	/** How many of the rows are sick or start again and again. */
	readonly inTrouble: number;
};

// Sorted by the runtime itself, which takes numbers and texts much faster than what any comparator tells it of them.
const inOrder = (keys: readonly (number | string)[]): Iterable<number | string> => {
	const numbers = keys.filter(key => typeof key === 'number');
	if (numbers.length === keys.length) return Float64Array.from(numbers).sort().reverse();
	return keys.map(String).sort();
};

/** Rows by a column; equal ones keep the order of their names, which they came in, and those of which it is not known go last. */
const sorted = (rows: readonly Row[], column: ColumnId): readonly Row[] => {
	if (column === 'name') return rows;
	const byKey = Map.groupBy(rows, sortKeys[column]);
	const unknown = byKey.get(undefined) ?? [];
	const known = [...byKey.keys()].filter(key => key !== undefined);
	return [...inOrder(known)].flatMap(key => byKey.get(key) ?? []).concat(unknown);
};

/** At rest, and yet to be shown: the selected one stays when it has ended, or the key that stopped it would mean another one next. */
const kept = ({ byId }: Joined, { showsAll, selected, marked }: State): string =>
	showsAll ? 'all' : [selected, ...marked].filter(id => id !== undefined && byId.get(id)?.isAtRest).join(' ');

const countTroubles = (rows: readonly Row[]): number => rows.reduce((count, row) => count + Number(row.isInTrouble), 0);

const tableOf = (rows: readonly Row[], inTrouble: number, isGrouped: boolean): Table => {
	const groups = isGrouped ? groupRows(rows, ownProject) : [];
	if (groups.length < 2) return { rows, lines: rows, inTrouble };
	return {
		rows: groups.flatMap(group => group.rows),
		lines: groups.flatMap((group): TableLine[] => [group, ...group.rows]),
		inTrouble,
	};
};

const lastShown = remembering<{ readonly rows: readonly Row[]; readonly inTrouble: number }>();
const lastSorted = remembering<readonly Row[]>();
const lastTable = remembering<Table>();

/**
 * The containers table: sorted, filtered, grouped. Remembers what it came to after each of these steps, for most keys
 * change only the last of them.
 */
export const containerTable = (model: Model): Table => {
	const { state } = model;
	const { filter, sort, isGrouped } = state;
	const joined = joinedContainers(model);
	const restful = kept(joined, state);
	const shown = lastShown([joined, restful], () => {
		const isShown = (row: Row) => !row.isAtRest || restful === 'all' || restful.includes(row.container.id);
		const rows = joined.rows.filter(isShown);
		return { rows, inTrouble: countTroubles(rows) };
	});
	const ordered = lastSorted([shown, sort], () => sorted(shown.rows, sort));
	return lastTable([ordered, filter, isGrouped], () => {
		const matches = parseFilter(filter);
		if (!matches) return tableOf(ordered, shown.inTrouble, isGrouped);
		const rows = ordered.filter(({ container }) => matches(container));
		return tableOf(rows, countTroubles(rows), isGrouped);
	});
};

/** The rows of the table from top to bottom, without the heads of groups. */
export const containerRows = (model: Model): readonly Row[] => containerTable(model).rows;

/** The row the selection is on: the selected container's, else the first. */
export const selectedIndex = (model: Model): number => {
	const { selected } = model.state;
	const row = selected === undefined ? undefined : joinedContainers(model).byId.get(selected);
	return row ? Math.max(0, containerRows(model).indexOf(row)) : 0;
};

export const selectedContainer = (model: Model): Container | undefined =>
	containerRows(model)[selectedIndex(model)]?.container;

/** The first line of the window: it moves only when the selection would leave it. */
export const windowStart = (start: number, selected: number, count: number, height: number): number =>
	Math.max(0, Math.min(Math.max(start, selected - height + 1), selected, count - height));

/** Where the table's window begins for so many lines, if this row is to be in sight: with the head of its group, if that is the line above. */
export const tableStart = (model: Model, rowIndex: number, height: number): number => {
	const { rows, lines } = containerTable(model);
	const row = rows[rowIndex];
	const line = row ? lines.indexOf(row) : -1;
	const above = lines[line - 1];
	const wanted = above && 'rows' in above && height > 1 ? line - 1 : line;
	const start = windowStart(model.state.scroll, Math.max(0, line), lines.length, height);
	return Math.min(start, Math.max(0, wanted));
};

/** The containers in sight in so many lines. */
export const containersInSight = (model: Model, height: number): readonly Container[] => {
	const start = tableStart(model, selectedIndex(model), height);
	return containerTable(model)
		.lines.slice(start, start + height)
		.flatMap(line => ('container' in line ? [line.container] : []));
};
