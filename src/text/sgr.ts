/** Colours and attributes as the codes that turn them on; '' is the terminal's own. */
export type Sgr = {
	readonly fore: string;
	readonly back: string;
	/** Of bold, italic, underlined, inverse. */
	readonly on: readonly number[];
};

export const plainSgr: Sgr = { fore: '', back: '', on: [] };

// What turns them off again.
const offs: Readonly<Record<number, readonly number[]>> = { 22: [1], 23: [3], 24: [4], 27: [7] };
const attributes = new Set([1, 3, 4, 7]);
// Faint, crossed out and the ends of what is not drawn: they hide nothing, and are left out without a sign.
const harmless = new Set([2, 9, 21, 25, 28, 29, 53, 55]);

const isBetween = (code: number, from: number, to: number) => code >= from && code <= to;

/** The rest of `38;…` or `48;…`: how many codes it takes, and those; undefined where it is none. */
const extended = (codes: readonly number[], at: number): readonly number[] | undefined => {
	const length = codes[at + 1] === 5 ? 3 : codes[at + 1] === 2 ? 5 : 0;
	const all = codes.slice(at, at + length);
	return length > 0 && all.length === length && all.slice(2).every(code => code <= 255) ? all : undefined;
};

/**
 * The state after the parameters of one SGR sequence (the text between `ESC [` and `m`), and whether all of it is
 * drawn: blinking, concealing, other fonts and unknown codes are not.
 */
export const applySgr = (state: Sgr, parameters: string): { readonly state: Sgr; readonly isKnown: boolean } => {
	const codes = parameters.split(';').map(Number);
	let { fore, back, on } = state;
	let isKnown = true;
	for (let at = 0; at < codes.length; at++) {
		const code = codes[at]!;
		if (code === 0) ({ fore, back, on } = plainSgr);
		else if (attributes.has(code)) on = on.includes(code) ? on : [...on, code].sort((a, b) => a - b);
		else if (offs[code]) on = on.filter(each => !offs[code]!.includes(each));
		else if (isBetween(code, 30, 37) || isBetween(code, 90, 97)) fore = String(code);
		else if (isBetween(code, 40, 47) || isBetween(code, 100, 107)) back = String(code);
		else if (code === 39) fore = '';
		else if (code === 49) back = '';
		else if (code === 38 || code === 48) {
			const all = extended(codes, at);
			if (all === undefined) return { state: { fore, back, on }, isKnown: false };
			if (code === 38) fore = all.join(';');
			else back = all.join(';');
			at += all.length - 1;
		} else if (!harmless.has(code)) isKnown = false;
	}
	return { state: { fore, back, on }, isKnown };
};

/** The codes that bring a state about from the terminal's own; '' where there is nothing to do. */
export const sgrCodes = ({ fore, back, on }: Sgr): string => [...on, fore, back].filter(code => code !== '').join(';');
