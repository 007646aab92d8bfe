import type { Duplex } from 'node:stream';

export type PassThrough = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	/** The other end: a terminal somewhere else. */
	readonly stream: Duplex;
	/** Told when the terminal has another size. */
	readonly resized: (size: { readonly columns: number; readonly rows: number }) => void;
};

// Soft reset, keypad, mouse and paste modes off, the main screen, the cursor seen: whatever the program there has left on.
const restore =
	'\u001b[!p\u001b>\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1006l\u001b[?2004l\u001b[?1049l\u001b[?25h\u001b[0m\r\n';

/**
 * Joins this terminal and another one until the other end closes: keys go there, what it writes comes here as it is.
 * The one place besides the screen that writes to the terminal; nothing else may while it lasts. Resolves with whether
 * any key was sent.
 */
export const passThrough = async ({ stdin, stdout, stream, resized }: PassThrough): Promise<{ isUsed: boolean }> => {
	let isUsed = false;
	const wasRaw = stdin.isRaw === true;
	const { promise: ended, resolve } = Promise.withResolvers<void>();
	// As Ink reads it: a stream that was made to flow, and paused again, would not tell Ink of another key.
	const send = () => {
		for (let keys = stdin.read(); keys !== null; keys = stdin.read()) {
			isUsed = true;
			stream.write(keys);
		}
	};
	const show = (bytes: Buffer) => {
		// A slow terminal slows the other end down.
		if (stdout.write(bytes)) return;
		stream.pause();
		stdout.once('drain', () => stream.resume());
	};
	const resize = () => resized({ columns: stdout.columns, rows: stdout.rows });
	stream.on('data', show);
	for (const event of ['end', 'close', 'error'] as const) stream.once(event, () => resolve());
	stdin.on('readable', send);
	stdin.ref();
	stdin.setRawMode(true);
	stdout.on('resize', resize);
	try {
		await ended;
	} finally {
		stdout.off('resize', resize);
		stdin.off('readable', send);
		stdin.setRawMode(wasRaw);
		stream.destroy();
		stdout.write(restore);
	}
	return { isUsed };
};
