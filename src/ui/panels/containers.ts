import { formatDuration } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { cellWidth, fitLeft, fitRight } from '../../text/width.ts';
import { words } from '../action-words.ts';
import { type Column, type ColumnId, columns, isByUsage, type Row } from '../containers/columns.ts';
import type { Group } from '../containers/groups.ts';
import { joinedContainers } from '../containers/joined.ts';
import { lostLines, lostNote } from '../containers/lost.ts';
import { containerTable, selectedIndex, type TableLine, tableStart } from '../containers/rows.ts';
import { stateStyle } from '../containers/state.ts';
import { whyOf } from '../containers/why.ts';
import { emptyLines } from '../empty.ts';
import { ageNote, agingParts } from '../freshness.ts';
import type { Model } from '../model.ts';
import { paint, unpaint } from '../paint.ts';
import { isPast } from '../time/travel.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const gap = '  ';
const pointerWidth = 2;
// In a wide table names keep their length, and numbers give way instead.
const narrowestName = (width: number): number => (width >= 96 ? 17 : 11);

type Shown = Column & { readonly cells: number };

const shownColumns = (width: number, hidden: ReadonlySet<ColumnId>): readonly Shown[] => {
	let left = width - pointerWidth - narrowestName(width);
	const fitting = new Set<Column>();
	for (const column of columns.filter(({ id }) => !hidden.has(id)).toSorted((a, b) => a.rank - b.rank)) {
		const needed = column.width === 0 ? 0 : column.width + gap.length;
		if (needed > left) break;
		left -= needed;
		fitting.add(column);
	}
	const shown = columns.filter(column => fitting.has(column));
	const name = narrowestName(width) + Math.max(0, left);
	// A very wide name column tears name and numbers apart; what is left goes between the columns' ends and the border.
	return shown.map(column => ({ ...column, cells: column.width === 0 ? Math.min(name, 48) : column.width }));
};

const cellOf = (text: string, column: Shown, ellipsis: string): string =>
	column.isRight ? fitRight(text, column.cells, ellipsis) : fitLeft(text, column.cells, ellipsis);

const headLine = ({ state, glyphs }: Model, shown: readonly Shown[], width: number): string => {
	const cells = shown.map(column =>
		cellOf(column.id === state.sort ? `${column.title}${glyphs.descending}` : column.title, column, glyphs.ellipsis),
	);
	return paint(fitLeft(' '.repeat(pointerWidth) + cells.join(gap), width), 'dim');
};

/** What stands in a row instead of numbers: what an action has come to, else why the container is as it is. */
const remarkOf = (model: Model, { container, acting, usage, isLooping }: Row): string | undefined => {
	if (acting?.phase === 'waiting') return `waiting to be ${words[acting.action][1]}`;
	if (acting) return acting.line;
	const isFailing = container.health === 'unhealthy' || container.health === 'starting';
	if (container.state === 'running' && !isFailing && !isLooping) return undefined;
	return whyOf(container, {
		all: lastValue(model.containers) ?? [],
		events: model.events,
		memoryLimit: usage?.memoryLimitBytes,
		now: model.clock.wall,
	});
};

// What runs keeps its CPU and memory; what does not has no numbers to keep.
const kept = new Set<ColumnId>(['name', 'state', 'cpu', 'cpu-share', 'memory']);
const leastRemark = 16;

const remarkAt = (shown: readonly Shown[], isUp: boolean): number => {
	const first = shown.findIndex(({ id }) => (isUp ? !kept.has(id) : id !== 'name' && id !== 'state'));
	return first < 0 ? shown.length : first;
};

const pointerOf = ({ state, glyphs }: Model, id: string, isSelected: boolean): string =>
	`${state.marked.has(id) ? glyphs.mark : isSelected ? glyphs.pointer : ' '} `;

type Place = { readonly shown: readonly Shown[]; readonly width: number; readonly selected: Row | undefined };

const rowLine = (model: Model, row: Row, { shown, width, selected }: Place): string => {
	const { container } = row;
	const isSelected = row === selected;
	const remark = remarkOf(model, row);
	const until = remark === undefined ? shown.length : remarkAt(shown, container.state === 'running');
	const cells = shown.slice(0, until).map(column => {
		const text = cellOf(column.cell(row, model.clock.wall), column, model.glyphs.ellipsis);
		if (isSelected) return text;
		if (column.id === 'name' && model.state.marked.has(container.id)) return paint(text, 'cyan', 'bold');
		return column.id === 'state' ? paint(text, stateStyle(container, row.isInTrouble)) : text;
	});
	let line = pointerOf(model, container.id, isSelected) + cells.join(gap);
	const room = width - cellWidth(unpaint(line)) - gap.length;
	if (remark !== undefined && room >= leastRemark) {
		const text = fitLeft(remark, room, model.glyphs.ellipsis);
		line += gap + (isSelected ? text : paint(text, row.isInTrouble ? 'yellow' : 'dim'));
	}
	const padding = ' '.repeat(Math.max(0, width - cellWidth(unpaint(line))));
	return isSelected ? paint(line + padding, 'inverse') : line + padding;
};

const groupLine = ({ glyphs }: Model, { project, rows }: Group, width: number): string => {
	const running = rows.filter(({ container }) => container.state === 'running').length;
	const title = `${project ?? 'no project'} ${glyphs.separator} ${running} of ${rows.length} running `;
	return paint(fitLeft(title + glyphs.horizontal.repeat(Math.max(0, width - cellWidth(title))), width), 'dim');
};

const tableLine = (model: Model, line: TableLine, place: Place): string =>
	'rows' in line ? groupLine(model, line, place.width) : rowLine(model, line, place);

const pastAbsence = ({ source, snapshot, state }: Model): string =>
	source.name === 'local'
		? 'Which containers ran then is known only with Prometheus and cAdvisor.'
		: lastValue(snapshot)?.at === state.at
			? 'No container was measured at that time.'
			: '';

const absence = (model: Model): string => {
	if (isPast(model)) return pastAbsence(model);
	const { filter } = model.state;
	const count = lastValue(model.containers)?.length ?? 0;
	if (filter !== '' && count > 0) return `No container matches "${filter}". Esc clears the filter.`;
	if (count > 0) return `${count} containers, all stopped in good order. Press a to see them.`;
	return 'This engine has no containers.';
};

// Milliseconds.
const worthTelling = 60_000;

const titleOf = (model: Model): string[] => {
	const all = lastValue(model.containers);
	const { rows, inTrouble } = containerTable(model);
	const { isMeasured, isElsewhere, askedOver } = joinedContainers(model);
	const hidden = isPast(model) ? 0 : (all?.length ?? 0) - rows.length;
	const { filter, prompt, sort, marked } = model.state;
	const isFiltering = prompt?.purpose === 'filter';
	return [
		`Containers${all ? ` ${rows.length}` : ''}`,
		...(marked.size > 0 ? [paint(`${marked.size} marked`, 'cyan')] : []),
		...(inTrouble > 0 ? [paint(`${inTrouble} in trouble`, 'red')] : []),
		...(isFiltering || filter !== '' ? [`/${filter}${isFiltering ? paint(' ', 'inverse') : ''}`] : []),
		...(isPast(model) ? [paint('as they ran then', 'yellow')] : []),
		...lostNote(model),
		...(isElsewhere ? [paint('Prometheus watches another machine', 'yellow')] : []),
		...(isMeasured ? ageNote(model, ['container.memory_bytes']) : []),
		...(isByUsage(sort) && askedOver > worthTelling
			? [paint(`order up to ${formatDuration(askedOver / 1000)} old`, 'yellow')]
			: []),
		...(hidden > 0 && filter === '' ? [`${hidden} stopped not shown`] : []),
		`by ${sort} ${model.glyphs.descending}`,
	];
};

const filled = (lines: readonly string[], height: number): readonly string[] => [
	...lines,
	...Array.from({ length: Math.max(0, height - lines.length) }, () => ''),
];

export const containersPanel: Panel = {
	id: 'containers',
	title: 'Containers',
	dashboard: 'docker-containers',
	parts: model => {
		const { containers, stats, events, state, engine } = model;
		const { filter, prompt, sort, hidden, isGrouped, showsAll, selected, marked, scroll, acting } = state;
		const choices = [filter, prompt, sort, hidden, isGrouped, showsAll, selected, marked, scroll, acting];
		const moving = acting.size > 0 || containers.status === 'stale' ? model.clock.wall : undefined;
		return [...agingParts(model), containers, stats, events, engine, state.at, moving, ...choices];
	},
	draw(model, width, height) {
		const inside = width - 4;
		const { rows, lines: all } = containerTable(model);
		const lost = height < 6 ? [] : lostLines(model, inside);
		const room = height - 3 - lost.length;
		const index = selectedIndex(model);
		const first = tableStart(model, index, room);
		const shown = shownColumns(inside, model.state.hidden);
		const place = { shown, width: inside, selected: model.state.focus === 'containers' ? rows[index] : undefined };
		const lines =
			rows.length === 0
				? emptyLines(isPast(model) ? model.snapshot : model.containers, absence(model), inside)
				: [
						headLine(model, shown, inside),
						...filled(
							all.slice(first, first + room).map(line => tableLine(model, line, place)),
							lost.length > 0 ? room : 0,
						),
						...lost,
					];
		return panelFrame(model, 'containers', titleOf(model), lines, width, height);
	},
};

/** Lines of the table's inside that are rows. */
export const rowsOfTable = (innerHeight: number): number => Math.max(1, innerHeight - 1);
