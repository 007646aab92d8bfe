import { type CellOptions, writeLine } from './cells.ts';
import { diff } from './diff.ts';
import { createGrid, type Grid, unknown } from './grid.ts';
import { type CanvasPlace, compose, type OverlayPlace, redraw } from './layers.ts';

export type FrameSize = { readonly columns: number; readonly rows: number };

/** The picture that should be on the terminal, and the one that is there. */
export type Frame = {
	readonly canvases: Set<CanvasPlace>;
	readonly overlays: Set<OverlayPlace>;
	/** The lines below everything else. */
	setBase(lines: readonly string[]): void;
	resize(size: FrameSize): void;
	/** Nothing is known any more about what the terminal shows. */
	forget(): void;
	/** What to write so that the terminal shows the picture; it is taken as shown from then on. */
	changes(): string;
	shown(): Grid;
};

export const createFrame = (size: FrameSize, options: CellOptions): Frame => {
	const canvases = new Set<CanvasPlace>();
	const overlays = new Set<OverlayPlace>();
	let base = createGrid(size.columns, size.rows);
	let shown = createGrid(size.columns, size.rows, unknown);
	let next = createGrid(size.columns, size.rows);
	let lines: readonly string[] = [];

	const measure = () => {
		for (const canvas of canvases) canvas.rect = canvas.measure();
		for (const overlay of overlays) overlay.rect = overlay.measure();
	};
	const drawBase = (all: readonly string[], isDrawn: (row: number) => boolean) => {
		for (let row = 0; row < base.height; row++) if (!isDrawn(row)) writeLine(base, row, all[row] ?? '', options);
	};

	return {
		canvases,
		overlays,
		setBase(all) {
			drawBase(all, row => (all[row] ?? '') === (lines[row] ?? ''));
			lines = all;
		},
		resize({ columns, rows }) {
			base = createGrid(columns, rows);
			shown = createGrid(columns, rows, unknown);
			next = createGrid(columns, rows);
			drawBase(lines, () => false);
		},
		forget() {
			shown.chars.fill(unknown);
		},
		changes() {
			measure();
			for (const canvas of canvases) redraw(canvas, options);
			compose(next, base, [...canvases], [...overlays]);
			const output = diff(shown, next, options.links);
			[shown, next] = [next, shown];
			return output;
		},
		shown: () => shown,
	};
};
