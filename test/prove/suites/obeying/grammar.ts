// Written down here once more, and not taken from the program: what is tested cannot be its own judge.
const styles = String.raw`\u001b\[(?:\d{1,3}(?:;\d{1,3})*)?m`;
const placing = String.raw`\u001b\[(?:\d{1,4}(?:;\d{1,4})*)?[HGCKJ]`;
const modes = String.raw`\u001b\[\?(?:25|1049|2004|2026)[hl]`;
const links = String.raw`\u001b\]8;;(?:https?:\/\/[!-~]+)?\u001b\\`;
const allowed = new RegExp([styles, placing, modes, links].join('|'), 'g');
const control = /[\u0000-\u001f\u007f-\u009f]/;
const unfinished = /\u001b(?:\[[0-9;?]*|\](?:8(?:;(?:;[!-~]*\u001b?)?)?)?)?$/;

/** A text without the sequences that the program draws with, and without such as come about where one is taken out. */
export const withoutDrawing = (text: string): string => {
	for (let rest = text; ; ) {
		const next = rest.replace(allowed, '');
		if (next === rest) return rest;
		rest = next;
	}
};

/** How a text is shown in a message, all in ASCII. */
export const visible = (text: string): string =>
	text.replaceAll(/[^ -~]/gu, character => `\\u{${character.codePointAt(0)!.toString(16)}}`);

/**
 * Reads output as it comes, and tells of everything in it that is neither text nor one of the sequences that the program
 * draws with. Returns what it found in this piece.
 */
export const createGrammar = (): ((chunk: string) => readonly string[]) => {
	let rest = '';
	return chunk => {
		const text = rest + chunk;
		const cut = unfinished.exec(text)?.index ?? text.length;
		rest = text.slice(cut);
		const left = text.slice(0, cut).replace(allowed, '');
		const at = left.search(control);
		return at < 0 ? [] : [`output holds ${visible(left.slice(at, at + 24))}`];
	};
};
