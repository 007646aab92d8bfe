import { Writable } from 'node:stream';

export type InkStdout = {
	/** To be given to Ink's `render` as its stdout, with `debug: true` (one write is one whole frame). */
	readonly stream: NodeJS.WriteStream;
	/** Tells Ink that the size has changed. */
	resized(): void;
};

const modes = /^(?:\u001b\[\?\d+[hl])+$/;

/** A terminal for Ink: whole frames and the wish for bracketed paste come out, nothing is written to the real one. */
export const createInkStdout = (
	size: { readonly columns: () => number; readonly rows: () => number },
	onFrame: (frame: string) => void,
	onPasteMode: (isOn: boolean) => void,
): InkStdout => {
	const stream = new Writable({
		decodeStrings: false,
		write(chunk: unknown, _encoding, done) {
			const text = String(chunk);
			if (modes.test(text)) {
				if (text.includes('?2004')) onPasteMode(text.lastIndexOf('?2004h') > text.lastIndexOf('?2004l'));
			} else if (text !== '' && text !== '\n') onFrame(text);
			done();
		},
	});
	Object.defineProperties(stream, {
		isTTY: { value: true },
		columns: { get: size.columns },
		rows: { get: size.rows },
	});
	return { stream: stream as unknown as NodeJS.WriteStream, resized: () => void stream.emit('resize') };
};
