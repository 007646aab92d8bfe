import { type CellOptions, writeLine } from './cells.ts';
import { diff } from './diff.ts';
import { copyRow, createGrid, type Grid, unknown } from './grid.ts';
import { type CanvasPlace, compose, type OverlayPlace, type Rect, redraw } from './layers.ts';

export type FrameSize = { readonly columns: number; readonly rows: number };

/** The picture that should be on the terminal, and the one that is there. */
export type Frame = {
	addCanvas(canvas: CanvasPlace): void;
	removeCanvas(canvas: CanvasPlace): void;
	addOverlay(overlay: OverlayPlace): void;
	removeOverlay(overlay: OverlayPlace): void;
	/** The lines below everything else. */
	setBase(lines: readonly string[]): void;
	resize(size: FrameSize): void;
	/** Nothing is known any more about what the terminal shows. */
	forget(): void;
	/** What to write so that the terminal shows the picture; it is taken as shown from then on. */
	changes(): string;
	shown(): Grid;
};

const isSameRect = (a: Rect, b: Rect): boolean =>
	a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** A frame of that size. Only rows that have changed are put together and compared again. */
export const createFrame = (size: FrameSize, options: CellOptions): Frame => {
	const canvases = new Set<CanvasPlace>();
	const overlays = new Set<OverlayPlace>();
	let base = createGrid(size.columns, size.rows);
	let shown = createGrid(size.columns, size.rows, unknown);
	let next = createGrid(size.columns, size.rows);
	let isDue = new Uint8Array(size.rows).fill(1);
	let lines: readonly string[] = [];

	const rowChanged = (row: number) => {
		if (row >= 0 && row < isDue.length) isDue[row] = 1;
	};
	const allChanged = () => {
		isDue.fill(1);
	};
	const place = (placed: CanvasPlace | OverlayPlace) => {
		const rect = placed.measure();
		if (isSameRect(rect, placed.rect)) return;
		placed.rect = rect;
		allChanged();
	};
	const drawBase = (all: readonly string[], isDrawn: (row: number) => boolean) => {
		for (let row = 0; row < base.height; row++) {
			if (isDrawn(row)) continue;
			writeLine(base, row, all[row] ?? '', options);
			rowChanged(row);
		}
	};
	const changing =
		<T>(change: (value: T) => void) =>
		(value: T) => {
			change(value);
			allChanged();
		};

	return {
		addCanvas: changing(canvas => canvases.add(canvas)),
		removeCanvas: changing(canvas => canvases.delete(canvas)),
		addOverlay: changing(overlay => overlays.add(overlay)),
		removeOverlay: changing(overlay => overlays.delete(overlay)),
		setBase(all) {
			drawBase(all, row => (all[row] ?? '') === (lines[row] ?? ''));
			lines = all;
		},
		resize({ columns, rows }) {
			base = createGrid(columns, rows);
			shown = createGrid(columns, rows, unknown);
			next = createGrid(columns, rows);
			isDue = new Uint8Array(rows);
			drawBase(lines, () => false);
		},
		forget() {
			shown.chars.fill(unknown);
			allChanged();
		},
		changes() {
			for (const canvas of canvases) place(canvas);
			for (const overlay of overlays) place(overlay);
			for (const canvas of canvases) redraw(canvas, options, rowChanged);
			const due = [...isDue.keys()].filter(row => isDue[row] === 1);
			isDue.fill(0);
			compose(next, due, base, canvases, overlays);
			const output = diff(shown, next, due, options.links);
			for (const row of due) copyRow(next, shown, row);
			return output;
		},
		shown: () => shown,
	};
};
