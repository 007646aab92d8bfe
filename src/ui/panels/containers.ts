import { lastValue } from '../../store/remote.ts';
import { cellWidth, fitLeft, fitRight } from '../../text/width.ts';
import { type Column, columns, type Row } from '../containers/columns.ts';
import { containerRows, selectedIndex, windowStart } from '../containers/rows.ts';
import { isSick, stateStyle } from '../containers/state.ts';
import { watchesAnotherMachine } from '../containers/usage.ts';
import { emptyLines } from '../empty.ts';
import { ageNote, agingParts } from '../freshness.ts';
import type { Model } from '../model.ts';
import { paint, unpaint } from '../paint.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const gap = '  ';
const pointerWidth = 2;
// In a wide table names keep their length, and numbers give way instead.
const narrowestName = (width: number): number => (width >= 96 ? 17 : 11);

const shownColumns = (width: number): readonly (Column & { readonly cells: number })[] => {
	let left = width - pointerWidth - narrowestName(width);
	const fitting = new Set<Column>();
	for (const column of columns.toSorted((a, b) => a.rank - b.rank)) {
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

const cellOf = (text: string, column: Column & { readonly cells: number }, ellipsis: string): string =>
	column.isRight ? fitRight(text, column.cells, ellipsis) : fitLeft(text, column.cells, ellipsis);

const headLine = (model: Model, width: number): string => {
	const { sort } = model.state;
	const cells = shownColumns(width).map(column =>
		cellOf(
			column.id === sort ? `${column.title}${model.glyphs.descending}` : column.title,
			column,
			model.glyphs.ellipsis,
		),
	);
	return paint(fitLeft(' '.repeat(pointerWidth) + cells.join(gap), width), 'dim');
};

const rowLine = (model: Model, row: Row, isSelected: boolean, width: number): string => {
	const cells = shownColumns(width).map(column => {
		const text = cellOf(column.cell(row), column, model.glyphs.ellipsis);
		return column.id === 'state' && !isSelected ? paint(text, stateStyle(row.container)) : text;
	});
	const line = (isSelected ? `${model.glyphs.pointer} ` : '  ') + cells.join(gap);
	const padding = ' '.repeat(Math.max(0, width - cellWidth(unpaint(line))));
	return isSelected ? paint(line + padding, 'inverse') : line + padding;
};

const absence = (model: Model): string => {
	const { filter } = model.state;
	const count = lastValue(model.containers)?.length ?? 0;
	if (filter !== '' && count > 0) return `No container matches "${filter}". Esc clears the filter.`;
	if (count > 0) return `${count} containers, all stopped in good order. Press a to see them.`;
	return 'This engine has no containers.';
};

const titleOf = (model: Model): string[] => {
	const all = lastValue(model.containers);
	const rows = containerRows(model);
	const sick = rows.filter(({ container }) => isSick(container)).length;
	const hidden = (all?.length ?? 0) - rows.length;
	const { filter, prompt, sort } = model.state;
	const isFiltering = prompt?.purpose === 'filter';
	return [
		`Containers${all ? ` ${rows.length}` : ''}`,
		...(sick > 0 ? [paint(`${sick} in trouble`, 'red')] : []),
		...(isFiltering || filter !== '' ? [`/${filter}${isFiltering ? paint(' ', 'inverse') : ''}`] : []),
		...(model.containers.status === 'stale' ? [paint('engine lost, list is old', 'yellow')] : []),
		...(watchesAnotherMachine(lastValue(model.snapshot), all)
			? [paint('Prometheus watches another machine', 'yellow')]
			: []),
		...(rows.some(({ usage }) => usage?.from === 'prometheus') ? ageNote(model, ['container.memory_bytes']) : []),
		...(hidden > 0 && filter === '' ? [`${hidden} stopped not shown`] : []),
		`by ${sort} ${model.glyphs.descending}`,
	];
};

export const containersPanel: Panel = {
	id: 'containers',
	title: 'Containers',
	dashboard: 'docker-containers',
	parts: model => {
		const { containers, stats, state, engine } = model;
		const { filter, prompt, sort, showsAll, selected, scroll, acting } = state;
		const choices = [filter, prompt, sort, showsAll, selected, scroll, acting];
		return [...agingParts(model), containers, stats, engine, ...choices];
	},
	draw(model, width, height) {
		const inside = width - 4;
		const rows = containerRows(model);
		const room = height - 3;
		const selected = selectedIndex(model);
		const first = windowStart(model.state.scroll, selected, rows.length, room);
		const lines =
			rows.length === 0
				? emptyLines(model.containers, absence(model), inside)
				: [
						headLine(model, inside),
						...rows
							.slice(first, first + room)
							.map((row, index) =>
								rowLine(model, row, first + index === selected && model.state.focus === 'containers', inside),
							),
					];
		return panelFrame(model, 'containers', titleOf(model), lines, width, height);
	},
};

/** Lines of the table's inside that are rows. */
export const rowsOfTable = (innerHeight: number): number => Math.max(1, innerHeight - 1);
