const controls = /[\u0000-\u001f\u007f-\u009f]/;

const allowed =
	/\u001b\[(?:[0-9;]*[mHGCKJ]|\?(?:25|1049|2004|2026)[hl])|\u001b\]8;;(?:https?:\/\/[\u0021-\u007e]+)?\u001b\\|[^\u0000-\u001f\u007f-\u009f]+/gy;

/**
 * Lets through what the program draws with: text, SGR, cursor placement, erasing, its four modes, links to http(s).
 * Anything else that could act on a terminal is left out, and counted by character.
 */
export const guard = (output: string): { readonly text: string; readonly dropped: number } => {
	let text = '';
	let dropped = 0;
	for (let at = 0; at < output.length; ) {
		allowed.lastIndex = at;
		const match = allowed.exec(output)?.[0];
		if (match === undefined) {
			dropped++;
			at++;
			if (!controls.test(output[at - 1]!)) text += output[at - 1];
		} else {
			text += match;
			at += match.length;
		}
	}
	return { text, dropped };
};

const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const printed = /\u001b\[[0-9;]*m|\r(?:\n|\u001b\[K)|[\t\n]|[^\u0000-\u001f\u007f-\u009f]+/g;

/** The same for what a command prints: lines with styles, and a line that is taken back from its beginning. */
export const guardPrinted = (text: string): string =>
	unprintable.test(text) ? (text.match(printed) ?? []).join('') : text;
