// Terminals commonly refuse more than 100,000 bytes of base64.
const longest = 74_000;
const screenChunk = 500;

const throughScreen = (sequence: string): string => {
	let wrapped = '';
	for (let at = 0; at < sequence.length; at += screenChunk) {
		wrapped += `\u001bP${sequence.slice(at, at + screenChunk)}\u001b\\`;
	}
	return wrapped;
};

/**
 * The sequence (OSC 52) that puts a text into the clipboard of the terminal at the user's end, also over SSH; undefined
 * when the text is too long. Inside tmux it is sent both ways that tmux may be set to accept.
 */
export const clipboardSequence = (text: string, env: NodeJS.ProcessEnv): string | undefined => {
	const bytes = Buffer.from(text);
	if (bytes.length > longest) return;
	const sequence = `\u001b]52;c;${bytes.toString('base64')}\u0007`;
	if (env.TMUX) return `${sequence}\u001bPtmux;\u001b${sequence}\u001b\\`;
	return env.STY ? throughScreen(sequence) : sequence;
};
