import xterm from '@xterm/headless';

/** A terminal to compare with another one, cell by cell. */
export type Emulator = {
	write(data: string): void;
	resize(columns: number, rows: number): void;
	/** Each cell of a row as its character and a digest of its style. */
	row(row: number): readonly string[];
};

export const createEmulator = (columns: number, rows: number): Emulator => {
	const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0, logLevel: 'off' });
	const { _core: core } = terminal as unknown as { readonly _core: { writeSync(data: string): void } };
	return {
		// Thousands of frames one after another: its queue would spend most of the time waiting.
		write: data => core.writeSync(data),
		resize(nextColumns, nextRows) {
			columns = nextColumns;
			terminal.resize(nextColumns, nextRows);
		},
		row(row) {
			const line = terminal.buffer.active.getLine(row);
			return Array.from({ length: columns }, (_, column) => {
				const cell = line?.getCell(column);
				if (!cell) return '?';
				const flags = [cell.isBold(), cell.isDim(), cell.isItalic(), cell.isUnderline(), cell.isInverse()]
					.concat(cell.isStrikethrough())
					.map(flag => (flag ? 1 : 0))
					.join('');
				const fore = cell.isFgDefault() ? '-' : `${cell.getFgColorMode()}:${cell.getFgColor()}`;
				const back = cell.isBgDefault() ? '-' : `${cell.getBgColorMode()}:${cell.getBgColor()}`;
				const char = cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
				return `${char}|${flags}|${fore}|${back}`;
			});
		},
	};
};
