import { styleParts } from './style.ts';

/** How a cell looks in a picture: colours as CSS has them; the ground is absent where it is the picture's own. */
export type Looks = { readonly fill: string; readonly ground: string | undefined; readonly attributes: string };

const ownFore = '#d4d4d4';
const ownBack = '#1b1d23';

// The terminal's own sixteen are whatever its owner likes; these are read well on the ground above.
const sixteen = [
	'#3b3f4a',
	'#e06c75',
	'#8cc265',
	'#d8a657',
	'#61a0ef',
	'#c678dd',
	'#4fb8c4',
	'#d4d4d4',
	'#7f848e',
	'#ff7b86',
	'#a5e075',
	'#f0c674',
	'#7db8ff',
	'#de9bf0',
	'#6fd8e4',
	'#ffffff',
] as const;

const hex = (value: number): string => `#${value.toString(16).padStart(6, '0')}`;

const steps = [0, 95, 135, 175, 215, 255] as const;

/** An entry of the palette of 256: sixteen, a cube of 6 x 6 x 6, and 24 greys. */
const entryColour = (entry: number): string => {
	const own = sixteen[entry];
	if (own !== undefined) return own;
	if (entry >= 232) return hex((8 + 10 * (entry - 232)) * 0x010101);
	const place = entry - 16;
	const [red, green, blue] = [place / 36, (place % 36) / 6, place % 6].map(step => steps[Math.floor(step)]!);
	return hex(red! * 65_536 + green! * 256 + blue!);
};

type Colour = ReturnType<typeof styleParts>['fore'];

const colour = (of: Colour, own: string): string =>
	of === undefined ? own : 'rgb' in of ? hex(of.rgb) : entryColour(of.entry);

/** The looks of a cell's style; with `isWhole` the ground is told also where it is the picture's own. */
export const looksOf = (fore: number, back: number, isWhole = false): Looks => {
	const style = styleParts(fore, back);
	const [front, behind] = [colour(style.fore, ownFore), colour(style.back, ownBack)];
	const [fill, ground] = style.isInverse ? [behind, front] : [front, behind];
	const isOwn = ground === ownBack && !isWhole;
	const decoration = [style.isUnderlined ? 'underline' : '', style.isStruck ? 'line-through' : ''].filter(Boolean);
	const attributes = [
		style.isBold ? ' font-weight="bold"' : '',
		style.isItalic ? ' font-style="italic"' : '',
		style.isDim ? ' opacity="0.6"' : '',
		decoration.length > 0 ? ` text-decoration="${decoration.join(' ')}"` : '',
	].join('');
	return { fill, ground: isOwn ? undefined : ground, attributes };
};
