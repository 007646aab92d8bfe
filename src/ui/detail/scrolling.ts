import { innerHeight } from '../layout.ts';
import type { Change, Model } from '../model.ts';
import { detailLines } from './lines.ts';

/** Lines above the text of a tab: the tabs themselves, and a blank one. */
export const headLines = 2;

/** How far the details may be scrolled, in lines, where so many are in sight. */
export const furthestDetail = (lines: number, room: number): number => Math.max(0, lines - room);

/** Scrolls the details; `rows` tells how many lines a step is where so many are in sight. */
export const moveDetail = (model: Model, rows: (page: number) => number): Change => {
	const { detail, full } = model.state;
	if (!detail) return {};
	const room = Math.max(1, innerHeight('detail', model, full) - headLines);
	const furthest = furthestDetail(detailLines(model, model.size.columns - 4, room).length, room);
	return { state: { detail: { ...detail, scroll: Math.max(0, Math.min(furthest, detail.scroll + rows(room))) } } };
};
