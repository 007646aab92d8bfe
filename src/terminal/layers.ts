import { describeError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { type CellOptions, writeLine } from './cells.ts';
import { graphemeWidth } from './graphemes.ts';
import { copyCell, copyGrid, createGrid, type Grid, isBlank, mendRow } from './grid.ts';

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

/** Draws a canvas into its own cells, if it is due. */
export const redraw = (canvas: CanvasPlace, options: CellOptions): void => {
	const { width, height } = canvas.rect;
	const isResized = canvas.grid.width !== width || canvas.grid.height !== height;
	if (!isResized && !canvas.isDirty) return;
	canvas.isDirty = false;
	if (isResized) canvas.grid = createGrid(width, height);
	const lines = linesOf(canvas);
	for (let row = 0; row < height; row++) {
		const line = lines[row] ?? '';
		if (isResized || line !== (canvas.lines[row] ?? '')) writeLine(canvas.grid, row, line, options);
	}
	canvas.lines = lines.slice();
};

const eachCell = (rect: Rect, target: Grid, visit: (column: number, row: number, at: number) => void): void => {
	const right = Math.min(rect.x + rect.width, target.width);
	const bottom = Math.min(rect.y + rect.height, target.height);
	for (let y = Math.max(0, rect.y); y < bottom; y++) {
		for (let x = Math.max(0, rect.x); x < right; x++) visit(x - rect.x, y - rect.y, y * target.width + x);
	}
};

/**
 * Puts one picture together: the base, canvases where the base has unstyled blanks, then each overlay's part of the base
 * above them, with the canvases that belong to it.
 */
export const compose = (
	target: Grid,
	base: Grid,
	canvases: readonly CanvasPlace[],
	overlays: readonly OverlayPlace[],
): void => {
	const drawCanvases = (overlay: OverlayLayer | undefined) => {
		for (const canvas of canvases) {
			if (canvas.overlay !== overlay) continue;
			eachCell(canvas.rect, target, (column, row, at) => {
				if (isBlank(base, at)) copyCell(canvas.grid, row * canvas.grid.width + column, target, at);
			});
		}
	};
	copyGrid(base, target);
	drawCanvases(undefined);
	for (const { overlay, rect } of [...overlays].sort((a, b) => a.overlay.level - b.overlay.level)) {
		eachCell(rect, target, (_column, _row, at) => copyCell(base, at, target, at));
		drawCanvases(overlay);
	}
	const hasWide = base.chars.includes('') || canvases.some(canvas => canvas.grid.chars.includes(''));
	if (hasWide) for (let row = 0; row < target.height; row++) mendRow(target, row, graphemeWidth);
};
