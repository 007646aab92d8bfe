import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import type { Tty } from '../../src/terminal/output.ts';

export type CellStyle = {
	readonly bold: boolean;
	readonly dim: boolean;
	readonly italic: boolean;
	readonly underline: boolean;
	readonly inverse: boolean;
	readonly strike: boolean;
	/** Palette entry, 0xRRGGBB, or undefined for the terminal's own. */
	readonly fore: number | undefined;
	readonly back: number | undefined;
};

/** A real terminal emulator with a keyboard, of a given size, in memory. */
export type FakeTerminal = {
	/** For `createScreen`. */
	readonly tty: Tty;
	/** For Ink's `render`. */
	readonly stdin: NodeJS.ReadStream;
	/** What a person would see, a line per row, without blanks at their ends. Await `settled` or `until` before. */
	text(): string;
	line(row: number): string;
	char(row: number, column: number): string;
	style(row: number, column: number): CellStyle;
	modes(): { readonly alternate: boolean; readonly cursor: boolean; readonly paste: boolean };
	type(keys: string): void;
	resize(columns: number, rows: number): void;
	/** Bytes and writes since `reset`. */
	readonly bytes: number;
	readonly writes: number;
	/** All that was written since `reset`. */
	readonly written: string;
	reset(): void;
	/** While stalled, the terminal takes nothing: writes wait. */
	stall(isStalled: boolean): void;
	readonly isRaw: boolean;
	/** Resolves once two turns of the event loop have brought no output and the emulator has taken in all of it. */
	settled(): Promise<void>;
	/** Waits until the screen shows something; fails with the whole screen after `deadline` ms (default 4000). */
	until(isThere: string | RegExp | ((text: string) => boolean), deadline?: number): Promise<void>;
};

const turn = () => new Promise<void>(resolve => setImmediate(resolve));

type Cell = NonNullable<ReturnType<NonNullable<ReturnType<xterm.Terminal['buffer']['active']['getLine']>>['getCell']>>;

const internals = (emulator: xterm.Terminal) =>
	emulator as unknown as { readonly _core: { readonly coreService: { readonly isCursorHidden: boolean } } };

const colour = (isDefault: boolean, value: number) => (isDefault ? undefined : value);

const styleOf = (cell: Cell): CellStyle => ({
	bold: cell.isBold() !== 0,
	dim: cell.isDim() !== 0,
	italic: cell.isItalic() !== 0,
	underline: cell.isUnderline() !== 0,
	inverse: cell.isInverse() !== 0,
	strike: cell.isStrikethrough() !== 0,
	fore: colour(cell.isFgDefault(), cell.getFgColor()),
	back: colour(cell.isBgDefault(), cell.getBgColor()),
});

const createKeyboard = (onRaw: (isRaw: boolean) => void): PassThrough =>
	Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: (isRaw: boolean) => onRaw(isRaw),
		ref() {},
		unref() {},
	});

export const fakeTerminal = (columns: number, rows: number): FakeTerminal => {
	const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
	const events = new EventEmitter();
	let isRaw = false;
	let isStalled = false;
	let written = '';
	let writes = 0;
	let turns = 0;
	const waiting: (() => void)[] = [];
	const keyboard = createKeyboard(raw => {
		isRaw = raw;
	});

	const tty: Tty = {
		get columns() {
			return columns;
		},
		get rows() {
			return rows;
		},
		write(data, done) {
			written += data;
			writes++;
			turns++;
			const take = () => {
				emulator.write(data);
				done();
			};
			if (isStalled) waiting.push(take);
			else take();
			return !isStalled;
		},
		on: (event, listener) => events.on(event, listener),
		off: (event, listener) => events.off(event, listener),
	};

	const cellAt = (row: number, column: number): Cell => {
		const cell = emulator.buffer.active.getLine(row)?.getCell(column);
		if (!cell) throw new RangeError(`no cell ${row},${column}`);
		return cell;
	};
	const line = (row: number) => emulator.buffer.active.getLine(row)?.translateToString(true).trimEnd() ?? '';
	const text = () => Array.from({ length: rows }, (_, row) => line(row)).join('\n');
	const flushed = () => new Promise<void>(resolve => emulator.write('', resolve));
	const settled = async () => {
		let quiet = 0;
		while (quiet < 2) {
			const before = turns;
			await turn();
			quiet = turns === before ? quiet + 1 : 0;
		}
		await flushed();
	};

	return {
		tty,
		stdin: keyboard as unknown as NodeJS.ReadStream,
		text,
		line,
		char: (row, column) => cellAt(row, column).getChars() || ' ',
		style: (row, column) => styleOf(cellAt(row, column)),
		modes: () => ({
			alternate: emulator.buffer.active.type === 'alternate',
			cursor: !internals(emulator)._core.coreService.isCursorHidden,
			paste: emulator.modes.bracketedPasteMode,
		}),
		type: keys => void keyboard.write(keys),
		resize(nextColumns, nextRows) {
			columns = nextColumns;
			rows = nextRows;
			emulator.resize(columns, rows);
			events.emit('resize');
		},
		get bytes() {
			return Buffer.byteLength(written);
		},
		get writes() {
			return writes;
		},
		get written() {
			return written;
		},
		reset() {
			written = '';
			writes = 0;
		},
		stall(stalled) {
			isStalled = stalled;
			if (!stalled) for (const take of waiting.splice(0)) take();
		},
		get isRaw() {
			return isRaw;
		},
		settled,
		async until(isThere, deadline = 4000) {
			const matches =
				typeof isThere === 'function'
					? isThere
					: (shown: string) => (typeof isThere === 'string' ? shown.includes(isThere) : isThere.test(shown));
			const end = performance.now() + deadline;
			while (true) {
				await settled();
				if (matches(text())) return;
				if (performance.now() > end) throw new Error(`the screen did not show ${String(isThere)}:\n${text()}`);
				await new Promise(resolve => setTimeout(resolve, 1));
			}
		},
	};
};
