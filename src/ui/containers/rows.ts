import type { Container, ContainerStats } from '../../engine/container.ts';
import type { ContainerEvent } from '../../engine/details.ts';
import { lastValue } from '../../store/remote.ts';
import { byText } from '../../text/order.ts';
import type { Model } from '../model.ts';
import { isRunning, type State } from '../state.ts';
import { containersThen } from '../time/past-containers.ts';
import { type Row, sortKeys } from './columns.ts';
import { parseFilter } from './filter.ts';
import { type Group, groupRows } from './groups.ts';
import { isAtRest } from './state.ts';
import { restartLoop } from './troubles.ts';
import { usageOf } from './usage.ts';

/** The compose project that comes first. */
const ownProject = 'aixcl';

/** A line of the table's body: a row, or the head of a group. */
export type TableLine = { readonly row: Row } | { readonly group: Group };

export type Table = { readonly rows: readonly Row[]; readonly lines: readonly TableLine[] };

type Keyed = { readonly row: Row; readonly key: number | string | undefined };

// The unknown goes last, whichever way a column sorts; equal ones keep the order of their names, which they came in.
const compare = ({ key: left }: Keyed, { key: right }: Keyed): number => {
	if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
	return typeof left === 'number' && typeof right === 'number' ? right - left : byText(String(left), String(right));
};

/** What rows are sorted by is worked out once for each, not at each comparison. */
const sorted = (rows: readonly Row[], keyOf: (row: Row) => number | string | undefined): readonly Row[] =>
	rows
		.map(row => ({ row, key: keyOf(row) }))
		.sort(compare)
		.map(({ row }) => row);

/** At rest, and yet to be shown: the selected one stays when it has ended, or the key that stopped it would mean another one next. */
const kept = (all: readonly Container[], { showsAll, selected, marked }: State): string =>
	showsAll
		? 'all'
		: all
				.filter(each => (each.id === selected || marked.has(each.id)) && isAtRest(each))
				.map(({ id }) => id)
				.join(' ');

const loopingIds = (
	containers: readonly Container[],
	events: readonly ContainerEvent[],
	now: number,
): ReadonlySet<string> => {
	const died = new Set(events.filter(({ action }) => action === 'die').map(({ id }) => id));
	const suspects = containers.filter(({ id }) => died.has(id));
	return new Set(suspects.filter(each => restartLoop(each, events, now) !== undefined).map(({ id }) => id));
};

const tableOf = (rows: readonly Row[], isGrouped: boolean): Table => {
	const groups = isGrouped ? groupRows(rows, ownProject) : [];
	if (groups.length < 2) return { rows, lines: rows.map(row => ({ row })) };
	return {
		rows: groups.flatMap(group => group.rows),
		lines: groups.flatMap(group => [{ group }, ...group.rows.map(row => ({ row }))]),
	};
};

const noContainers: readonly Container[] = [];
const noStats: ReadonlyMap<string, ContainerStats> = new Map();

/** Remembers the last answer, for as long as it would be drawn from the same. */
const remembering = <T>(): ((inputs: readonly unknown[], make: () => T) => T) => {
	let last: { readonly inputs: readonly unknown[]; readonly made: T } | undefined;
	return (inputs, make) => {
		if (!last?.inputs.every((input, index) => Object.is(input, inputs[index]))) last = { inputs, made: make() };
		return last.made;
	};
};

const lastJoined = remembering<readonly Row[]>();
const lastTable = remembering<Table>();

/** The containers that the table is about: the engine's, or, in the past, those that were measured then. */
const shownContainers = ({ containers, snapshot, state, source }: Model): readonly Container[] => {
	const now = lastValue(containers) ?? noContainers;
	if (state.at === undefined) return now;
	const then = lastValue(snapshot);
	return then && source.name === 'prometheus' && then.at === state.at ? containersThen(then, now) : noContainers;
};

/** Every container with what it uses, in the order of their names: a key that filters or sorts joins nothing anew. */
const joined = (model: Model, all: readonly Container[]): readonly Row[] => {
	const { snapshot, stats, events, state, clock, engine } = model;
	const { acting } = state;
	const isPast = state.at !== undefined;
	return lastJoined([all, snapshot, stats, events, engine, acting, isPast], () => {
		const looping = isPast ? new Set<string>() : loopingIds(all, events, clock.wall);
		// Numbers that are no longer renewed give way to the engine's, and stand only where it has none.
		const last = lastValue(snapshot);
		const fresh = snapshot.status === 'fresh' ? last : undefined;
		const sampled = isPast ? noStats : stats;
		return all
			.map(container => ({
				container,
				// A rate outlives what it was measured of by its window.
				usage: isRunning(container)
					? (usageOf(container, fresh, sampled) ?? usageOf(container, last, sampled))
					: undefined,
				cores: engine.info?.cores,
				acting: isPast ? undefined : acting.get(container.id),
				isLooping: looping.has(container.id),
			}))
			.sort((a, b) => byText(a.container.name, b.container.name));
	});
};

/** The containers table: filtered, sorted, grouped, joined with what they use. Remembers its last answer. */
export const containerTable = (model: Model): Table => {
	const { state } = model;
	const { filter, sort, isGrouped } = state;
	const all = shownContainers(model);
	const restful = kept(all, state);
	const rows = joined(model, all);
	return lastTable([rows, filter, sort, isGrouped, restful], () => {
		const matches = parseFilter(filter);
		const isShown = ({ container }: Row) =>
			(restful === 'all' || !isAtRest(container) || restful.includes(container.id)) && matches(container);
		return tableOf(sorted(rows.filter(isShown), sortKeys[sort]), isGrouped);
	});
};

/** The rows of the table from top to bottom, without the heads of groups. */
export const containerRows = (model: Model): readonly Row[] => containerTable(model).rows;

/** The row the selection is on: the selected container's, else the first. */
export const selectedIndex = (model: Model): number => {
	const index = containerRows(model).findIndex(({ container }) => container.id === model.state.selected);
	return Math.max(0, index);
};

export const selectedContainer = (model: Model): Container | undefined =>
	containerRows(model)[selectedIndex(model)]?.container;

/** The first line of the window: it moves only when the selection would leave it. */
export const windowStart = (start: number, selected: number, count: number, height: number): number =>
	Math.max(0, Math.min(Math.max(start, selected - height + 1), selected, count - height));

/** Where the table's window begins for so many lines, if this row is to be in sight: with the head of its group, if that is the line above. */
export const tableStart = ({ state, ...model }: Model, rowIndex: number, height: number): number => {
	const { rows, lines } = containerTable({ state, ...model });
	const row = rows[rowIndex];
	const line = lines.findIndex(each => 'row' in each && each.row === row);
	const above = lines[line - 1];
	const wanted = above && 'group' in above && height > 1 ? line - 1 : line;
	const start = windowStart(state.scroll, Math.max(0, line), lines.length, height);
	return Math.min(start, Math.max(0, wanted));
};

/** The containers in sight in so many lines. */
export const containersInSight = (model: Model, height: number): readonly Container[] => {
	const start = tableStart(model, selectedIndex(model), height);
	return containerTable(model)
		.lines.slice(start, start + height)
		.flatMap(line => ('row' in line ? [line.row.container] : []));
};
