/**
 * How a cell looks. `fore` packs a colour (25 bits) and the attributes (7 bits above it), `back` a colour.
 * A colour is 0 for the terminal's own, 1 + n for palette entry n, or `rgb` + 0xRRGGBB.
 */
export type Style = { fore: number; back: number };

const rgb = 0x1000000;
const colourMask = 0x1ffffff;
const attributeShift = 25;

type Attribute = { readonly bit: number; readonly on: number; readonly off: number };

const attributes: readonly Attribute[] = [
	{ bit: 1, on: 1, off: 22 },
	{ bit: 2, on: 2, off: 22 },
	{ bit: 4, on: 3, off: 23 },
	{ bit: 8, on: 4, off: 24 },
	{ bit: 16, on: 7, off: 27 },
	{ bit: 32, on: 9, off: 29 },
];

const pack = (colour: number, bits: number): number => (colour | (bits << attributeShift)) >>> 0;

const extendedColour = (codes: readonly number[], at: number): { readonly colour: number; readonly used: number } => {
	const kind = codes[at];
	if (kind === 5) return { colour: 1 + ((codes[at + 1] ?? 0) & 0xff), used: 2 };
	if (kind !== 2) return { colour: 0, used: 1 };
	const [red = 0, green = 0, blue = 0] = codes.slice(at + 1, at + 4).map(part => part & 0xff);
	return { colour: rgb + (red << 16) + (green << 8) + blue, used: 4 };
};

/** Applies the parameters of one SGR sequence (the text between `ESC [` and `m`) to a style, in place. */
export const applySgr = (style: Style, parameters: string): void => {
	const codes = parameters.split(';').map(code => (code === '' ? 0 : Number.parseInt(code, 10)));
	let colour = style.fore & colourMask;
	let bits = style.fore >>> attributeShift;
	for (let at = 0; at < codes.length; at++) {
		const code = codes[at]!;
		if (code === 0) {
			colour = 0;
			bits = 0;
			style.back = 0;
		} else if (code >= 30 && code <= 37) colour = code - 29;
		else if (code >= 90 && code <= 97) colour = code - 81;
		else if (code >= 40 && code <= 47) style.back = code - 39;
		else if (code >= 100 && code <= 107) style.back = code - 91;
		else if (code === 39) colour = 0;
		else if (code === 49) style.back = 0;
		else if (code === 38 || code === 48) {
			const extended = extendedColour(codes, at + 1);
			at += extended.used;
			if (code === 38) colour = extended.colour;
			else style.back = extended.colour;
		} else {
			for (const attribute of attributes) {
				if (code === attribute.on) bits |= attribute.bit;
				else if (code === attribute.off) bits &= ~attribute.bit;
			}
		}
	}
	style.fore = pack(colour, bits);
};

/** The same style without its colours: attributes such as bold and inverse stay. */
export const withoutColour = (fore: number): number => pack(0, fore >>> attributeShift);

const colourCodes = (colour: number, base: number): string => {
	if (colour === 0) return String(base + 9);
	if (colour >= rgb) {
		const value = colour - rgb;
		return `${base + 8};2;${value >> 16};${(value >> 8) & 0xff};${value & 0xff}`;
	}
	const entry = colour - 1;
	if (entry < 8) return String(base + entry);
	return entry < 16 ? String(base + 52 + entry) : `${base + 8};5;${entry}`;
};

const changes = (fromFore: number, fromBack: number, fore: number, back: number): string[] => {
	const codes: string[] = [];
	let has = fromFore >>> attributeShift;
	const wants = fore >>> attributeShift;
	for (const { bit, off } of attributes) {
		if ((has & bit) === 0 || (wants & bit) !== 0) continue;
		codes.push(String(off));
		for (const other of attributes) if (other.off === off) has &= ~other.bit;
	}
	for (const { bit, on } of attributes) if ((wants & bit) !== 0 && (has & bit) === 0) codes.push(String(on));
	const colour = fore & colourMask;
	if (colour !== (fromFore & colourMask)) codes.push(colourCodes(colour, 30));
	if (back !== fromBack) codes.push(colourCodes(back, 40));
	return codes;
};

const transitions = new Map<string, string>();

/** The shortest SGR sequence that turns one style into another; empty when they are the same. */
export const transition = (fromFore: number, fromBack: number, fore: number, back: number): string => {
	if (fromFore === fore && fromBack === back) return '';
	const key = `${fromFore},${fromBack},${fore},${back}`;
	const known = transitions.get(key);
	if (known !== undefined) return known;
	const stepwise = changes(fromFore, fromBack, fore, back).join(';');
	const fresh = changes(0, 0, fore, back);
	const afresh = fresh.length === 0 ? '' : ['0', ...fresh].join(';');
	const sequence = `\u001b[${afresh.length < stepwise.length ? afresh : stepwise}m`;
	if (transitions.size > 2000) transitions.clear();
	transitions.set(key, sequence);
	return sequence;
};

const colourOf = (packed: number): { readonly entry: number } | { readonly rgb: number } | undefined =>
	packed === 0 ? undefined : packed >= rgb ? { rgb: packed - rgb } : { entry: packed - 1 };

/** What a style says, unpacked: a colour that is absent is the terminal's own. */
export const styleParts = (fore: number, back: number) => {
	const bits = fore >>> attributeShift;
	return {
		fore: colourOf(fore & colourMask),
		back: colourOf(back),
		isBold: (bits & 1) !== 0,
		isDim: (bits & 2) !== 0,
		isItalic: (bits & 4) !== 0,
		isUnderlined: (bits & 8) !== 0,
		isInverse: (bits & 16) !== 0,
		isStruck: (bits & 32) !== 0,
	};
};
