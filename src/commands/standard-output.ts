import { AixclError } from '../errors.ts';
import { guardPrinted } from '../terminal/guard.ts';
import { clean } from '../text/clean.ts';

/**
 * Writes text to a stream such as standard output, without what could act on a terminal; resolves when the text is out, with whether anybody still reads.
 * A reader that has gone (`aixcl top --once | head -1`) is not an error; a full disk is.
 */
export const writeTo = (stream: NodeJS.WritableStream, text: string): Promise<boolean> =>
	new Promise((resolve, reject) => {
		const settle = (error?: Error | null) => {
			// After a failure the stream still emits it: the listener stays, or it would be thrown past everyone.
			if (!error) stream.off('error', settle);
			const code = (error as NodeJS.ErrnoException | undefined)?.code;
			if (!error || code === 'EPIPE') return resolve(!error);
			const message = `Standard output cannot be written (${clean(code ?? 'unknown reason')})`;
			reject(new AixclError(message, { code: 'terminal', hint: 'Check where it is redirected to.', cause: error }));
		};
		stream.on('error', settle);
		stream.write(guardPrinted(text), settle);
	});
