import xterm from '@xterm/headless';
import { createGrammar, visible } from './grammar.ts';

/** A terminal that takes the output of a program and notes all that it does besides drawing. */
export type Oracle = {
	write(chunk: string): Promise<void>;
	/** What the screen shows now, a line a row. */
	text(): string;
	/** What should not have happened, the first hundred. */
	readonly effects: readonly string[];
	/** How many there were of it. */
	count(): number;
};

type Internals = {
	readonly _core: {
		readonly coreService: { readonly isCursorHidden: boolean };
		readonly buffer: { readonly scrollTop: number; readonly scrollBottom: number };
	};
};

const range = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));

// Styles that hide text, or make it blink.
const odd = new Set([5, 6, 8]);

/** Codes of one SGR sequence without the parts of colours. */
const attributesOf = (parameters: readonly (number | number[])[]): readonly number[] => {
	const found: number[] = [];
	for (let at = 0; at < parameters.length; at++) {
		const code = Number(parameters[at]);
		if (code === 38 || code === 48) at += parameters[at + 1] === 2 ? 4 : 2;
		else found.push(code);
	}
	return found;
};

const ourModes = new Set([25, 1049, 2004, 2026]);

/** Hooks on every sequence there is but those that the program draws with: each time one is parsed is an effect. */
const watchSequences = (parser: xterm.IParser, note: (what: string) => void): void => {
	const tell = (what: string) => () => {
		note(what);
		return false;
	};
	for (const prefix of ['', '?', '>', '=', '<'])
		for (const intermediates of ['', ' ', '!', '"', '#', '$', "'", '*', '+'])
			for (const final of range(0x40, 0x7e)) {
				const id = { ...(prefix ? { prefix } : {}), ...(intermediates ? { intermediates } : {}), final };
				const name = prefix + intermediates + final;
				parser.registerDcsHandler(id, tell(`DCS ${name}`));
				if (/^[HGCKJ]$/.test(name)) continue;
				if (name === 'm') {
					parser.registerCsiHandler(id, codes => {
						if (attributesOf(codes).some(code => odd.has(code))) note(`SGR ${codes.join(';')}`);
						return false;
					});
				} else if (name === '?h' || name === '?l') {
					parser.registerCsiHandler(id, codes => {
						if (!codes.every(code => ourModes.has(Number(code)))) note(`mode ${codes.join(';')}`);
						return false;
					});
				} else parser.registerCsiHandler(id, tell(`CSI ${name}`));
			}
	for (const intermediates of ['', ' ', '#', '%', '(', ')', '*', '+', '-', '.', '/'])
		for (const final of range(0x30, 0x7e)) {
			const id = { ...(intermediates ? { intermediates } : {}), final };
			// The end of a link.
			if (intermediates + final === '\\') continue;
			parser.registerEscHandler(id, tell(`ESC ${intermediates}${final}`));
		}
	for (const code of [...Array(200).keys(), 555, 633, 777, 1337, 5522].filter(each => each !== 8))
		parser.registerOscHandler(code, tell(`OSC ${code}`));
	parser.registerOscHandler(8, data => {
		if (!/^;(?:https?:\/\/[!-~]+)?$/.test(data)) note(`link ${visible(data)}`);
		return false;
	});
};

/** An emulator of so many cells. What comes before the program has taken the screen, and after it, is drawn and not judged. */
export const createOracle = (columns: number, rows: number): Oracle => {
	const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
	const { _core: core } = emulator as unknown as Internals;
	const effects: string[] = [];
	let count = 0;
	const note = (what: string) => {
		count++;
		if (effects.length < 100 && !effects.includes(what)) effects.push(what);
	};
	const grammar = createGrammar();
	watchSequences(emulator.parser, note);
	emulator.onTitleChange(title => note(`title ${visible(title)}`));
	emulator.onBell(() => note('bell'));
	emulator.onData(answer => note(`answer ${visible(answer)}`));
	emulator.onBinary(answer => note(`answer ${visible(answer)}`));
	// Taking the screen counts as scrolling it, too.
	let isTaken = false;
	emulator.onScroll(() => isTaken && note('the screen scrolled'));
	emulator.onLineFeed(() => note('a line feed'));

	const judge = () => {
		const { modes } = emulator;
		const { scrollTop, scrollBottom } = core.buffer;
		const { cursorX, cursorY, type } = emulator.buffer.active;
		const state: Record<string, boolean> = {
			'the screen is not the alternate one': type !== 'alternate',
			'the cursor is shown': !core.coreService.isCursorHidden,
			'cursor keys are another': modes.applicationCursorKeysMode,
			'the keypad is another': modes.applicationKeypadMode,
			'characters are inserted': modes.insertMode,
			'the mouse is reported': modes.mouseTrackingMode !== 'none',
			'the origin is another': modes.originMode,
			'the focus is reported': modes.sendFocusMode,
			'lines do not wrap': !modes.wraparoundMode,
			'the cursor is outside': cursorX > columns || cursorY >= rows,
			'the scroll region is another': scrollTop !== 0 || scrollBottom !== rows - 1,
		};
		for (const [what, isSo] of Object.entries(state)) if (isSo) note(what);
	};

	return {
		async write(chunk) {
			for (const found of grammar(chunk)) note(found);
			await new Promise<void>(resolve => emulator.write(chunk, resolve));
			judge();
			isTaken = true;
		},
		text: () => {
			const { active } = emulator.buffer;
			return Array.from({ length: rows }, (_, row) => active.getLine(row)?.translateToString(true) ?? '').join('\n');
		},
		effects,
		count: () => count,
	};
};
