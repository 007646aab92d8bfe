import { clipboardSequence } from './clipboard.ts';
import { createFrame } from './frame.ts';
import { createGrid, gridLines } from './grid.ts';
import { createInkStdout } from './ink-stdout.ts';
import { type Draw, nowhere, type OverlayLayer, type Rect } from './layers.ts';
import { createLinks } from './links.ts';
import { createOutput, type OutputCounts, type Tty } from './output.ts';
import { gridSvg } from './svg.ts';

export type ScreenOptions = {
	/** False drops colours and keeps bold, inverse and the like. Default true. */
	readonly hasColour?: boolean;
	/** Says through which multiplexer the clipboard is reached. Default `process.env`. */
	readonly env?: NodeJS.ProcessEnv;
};

export type CanvasHandle = { changed(): void; remove(): void };

/** The whole terminal, drawn by cells: what Ink lays out, canvases in it, overlays above. The only writer to it. */
export type Screen = {
	/** To be given to Ink's `render` as stdout, with `debug: true`. */
	readonly stdout: NodeJS.WriteStream;
	/** Takes the terminal: alternate screen, no cursor. Draws everything afresh, also when it was entered before. */
	enter(): void;
	/** Gives the terminal back as it was. Nothing is drawn until the next `enter`. */
	leave(): void;
	/** Draws these lines at once, before there is a frame of Ink. */
	skeleton(lines: readonly string[]): void;
	/** Forgets what the terminal shows, because someone else drew on it: all of it is drawn again. */
	invalidate(): void;
	/** What the terminal shows, a line per row, without blanks at their ends. */
	text(): string;
	/** The same as a picture, with its colours. */
	svg(): string;
	/** The text as a link (OSC 8) for drawing, where the address is a plain http(s) one. */
	link(url: string, text: string): string;
	/** Puts a text into the clipboard of the user's terminal (OSC 52); false when it is too long for that. */
	copy(text: string): boolean;
	addCanvas(canvas: {
		readonly measure: () => Rect;
		readonly draw: Draw;
		readonly overlay: OverlayLayer | undefined;
	}): CanvasHandle;
	/** Lets a rectangle lie above the canvases of lower levels; returns how to remove it. */
	addOverlay(overlay: OverlayLayer, measure: () => Rect): () => void;
	counts(): OutputCounts;
	/** Resolves once the terminal has taken all that was written. */
	drained(): Promise<void>;
	/** Stops listening to the terminal. */
	dispose(): void;
};

const begin = '\u001b[?2026h';
const end = '\u001b[?2026l';
const resizePause = 33;

/** A screen on a terminal. It draws once per turn of the event loop, in one write, and never while the terminal lags behind. */
export const createScreen = (tty: Tty, { hasColour = true, env = process.env }: ScreenOptions = {}): Screen => {
	const links = createLinks();
	const size = { columns: tty.columns || 80, rows: tty.rows || 24 };
	const frame = createFrame(size, { hasColour, links });
	let isEntered = false;
	let isScheduled = false;
	let hasPaste = false;

	const paint = () => {
		isScheduled = false;
		if (!isEntered || output.isBusy()) return;
		const changes = frame.changes();
		if (changes !== '') output.send(begin + changes + end);
	};
	const schedule = () => {
		if (isScheduled || !isEntered) return;
		isScheduled = true;
		queueMicrotask(paint);
	};
	const output = createOutput(tty, schedule);
	const ink = createInkStdout(
		{ columns: () => size.columns, rows: () => size.rows },
		text => {
			frame.setBase(text.split('\n'));
			schedule();
		},
		isOn => {
			hasPaste = isOn;
			if (isEntered) output.send(`\u001b[?2004${isOn ? 'h' : 'l'}`);
		},
	);

	const adoptSize = () => {
		const columns = tty.columns || size.columns;
		const rows = tty.rows || size.rows;
		frame.forget();
		if (columns !== size.columns || rows !== size.rows) {
			size.columns = columns;
			size.rows = rows;
			frame.resize(size);
			ink.resized();
		}
		schedule();
	};
	let pause: NodeJS.Timeout | undefined;
	let hasResized = false;
	const onResize = () => {
		hasResized = true;
		if (pause !== undefined) return;
		hasResized = false;
		adoptSize();
		pause = setTimeout(() => {
			pause = undefined;
			if (hasResized) onResize();
		}, resizePause);
	};
	tty.on('resize', onResize);

	return {
		stdout: ink.stream,
		enter() {
			isEntered = true;
			output.send(`\u001b[?1049h\u001b[?25l${hasPaste ? '\u001b[?2004h' : ''}\u001b[m\u001b[H\u001b[2J`);
			adoptSize();
		},
		leave() {
			if (!isEntered) return;
			isEntered = false;
			output.send(`${end}\u001b[m${hasPaste ? '\u001b[?2004l' : ''}\u001b[?25h\u001b[?1049l`);
		},
		skeleton(lines) {
			frame.setBase(lines);
			schedule();
		},
		invalidate() {
			frame.forget();
			schedule();
		},
		text: () => gridLines(frame.shown()).join('\n'),
		svg: () => gridSvg(frame.shown()),
		link: links.wrap,
		copy(text) {
			const sequence = clipboardSequence(text, env);
			if (sequence === undefined || !isEntered) return false;
			output.sendOwn(sequence);
			return true;
		},
		addCanvas({ measure, draw, overlay }) {
			const place = {
				measure,
				draw,
				overlay,
				rect: nowhere,
				grid: createGrid(0, 0),
				lines: [],
				isDirty: true,
			};
			frame.addCanvas(place);
			schedule();
			return {
				changed() {
					place.isDirty = true;
					schedule();
				},
				remove() {
					frame.removeCanvas(place);
					schedule();
				},
			};
		},
		addOverlay(overlay, measure) {
			const place = { overlay, measure, rect: nowhere };
			frame.addOverlay(place);
			schedule();
			return () => {
				frame.removeOverlay(place);
				schedule();
			};
		},
		counts: output.counts,
		drained: output.drained,
		dispose() {
			clearTimeout(pause);
			tty.off('resize', onResize);
		},
	};
};
