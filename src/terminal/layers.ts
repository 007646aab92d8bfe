import { describeError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { type CellOptions, writeLine } from './cells.ts';
import { graphemeWidth } from './graphemes.ts';
import { copyCell, copyRow, createGrid, type Grid, hasWide, isBlank, mendRow } from './grid.ts';

/** A rectangle of the screen, in cells from its top left corner. */
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Lines for a rectangle of so many cells; they may carry SGR, and what does not fit is cut. */
export type Draw = (width: number, height: number) => readonly string[];

/** What lies above the rest of the screen; its identity tells which canvases belong to it. */
export type OverlayLayer = { readonly level: number };

export type OverlayPlace = { readonly overlay: OverlayLayer; readonly measure: () => Rect; rect: Rect };

export type CanvasPlace = {
	readonly measure: () => Rect;
	readonly draw: Draw;
	readonly overlay: OverlayLayer | undefined;
	rect: Rect;
	grid: Grid;
	lines: readonly string[];
	isDirty: boolean;
};

/** The rectangle of what has no place yet. */
export const nowhere: Rect = { x: 0, y: 0, width: 0, height: 0 };

const linesOf = ({ draw, rect: { width, height } }: CanvasPlace): readonly string[] => {
	if (width <= 0 || height <= 0) return [];
	try {
		return draw(width, height);
	} catch (error) {
		// One canvas that cannot be drawn must not take the others with it.
		return [`cannot be drawn: ${clean(describeError(error).message)}`];
	}
};

/** Draws a canvas into its own cells, if it is due, and tells each row of the screen that it has changed. */
export const redraw = (canvas: CanvasPlace, options: CellOptions, changed: (row: number) => void): void => {
	const { width, height } = canvas.rect;
	const isResized = canvas.grid.width !== width || canvas.grid.height !== height;
	if (!isResized && !canvas.isDirty) return;
	canvas.isDirty = false;
	if (isResized) canvas.grid = createGrid(width, height);
	const lines = linesOf(canvas);
	for (let row = 0; row < height; row++) {
		const line = lines[row] ?? '';
		if (!isResized && line === (canvas.lines[row] ?? '')) continue;
		writeLine(canvas.grid, row, line, options);
		changed(canvas.rect.y + row);
	}
	canvas.lines = lines.slice();
};

type Visit = (column: number, row: number, at: number) => void;

const eachCell = (rect: Rect, target: Grid, due: readonly number[], visit: Visit): void => {
	const left = Math.max(0, rect.x);
	const right = Math.min(rect.x + rect.width, target.width);
	for (const y of due) {
		if (y < rect.y || y >= rect.y + rect.height) continue;
		for (let x = left; x < right; x++) visit(x - rect.x, y - rect.y, y * target.width + x);
	}
};

/**
 * Puts rows of one picture together: the base, canvases where the base has unstyled blanks, then each overlay's part of
 * the base above them, with the canvases that belong to it.
 */
export const compose = (
	target: Grid,
	due: readonly number[],
	base: Grid,
	canvases: ReadonlySet<CanvasPlace>,
	overlays: ReadonlySet<OverlayPlace>,
): void => {
	const drawCanvases = (overlay: OverlayLayer | undefined) => {
		for (const canvas of canvases) {
			if (canvas.overlay !== overlay) continue;
			eachCell(canvas.rect, target, due, (column, row, at) => {
				if (isBlank(base, at)) copyCell(canvas.grid, row * canvas.grid.width + column, target, at);
			});
		}
	};
	for (const row of due) copyRow(base, target, row);
	drawCanvases(undefined);
	for (const { overlay, rect } of [...overlays].sort((a, b) => a.overlay.level - b.overlay.level)) {
		eachCell(rect, target, due, (_column, _row, at) => copyCell(base, at, target, at));
		drawCanvases(overlay);
	}
	const mayBeCut = (row: number) =>
		hasWide(base, row) || [...canvases].some(({ grid, rect }) => hasWide(grid, row - rect.y));
	for (const row of due) if (mayBeCut(row)) mendRow(target, row, graphemeWidth);
};
