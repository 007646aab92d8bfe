// The terminal's own colours but black, white and the red of errors.
const colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94] as const;

/** The SGR code of the colour that a name always has. */
export const nameColour = (name: string): string => {
	let hash = 0;
	for (const sign of name) hash = (Math.imul(hash, 31) + sign.codePointAt(0)!) >>> 0;
	return String(colours[hash % colours.length]);
};
