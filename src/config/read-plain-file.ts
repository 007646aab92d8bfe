import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

/** How errors speak of a file, e.g. `The config file`, and what to do where it is larger than 64 KiB. */
export type FileWords = { readonly what: string; readonly whenLarge: string };

const largest = 64 * 1024;
const otherWrite = 0o002;

const reasons: Readonly<Record<string, readonly [message: string, hint: string]>> = {
	EACCES: ['may not be read', 'Change its permissions, or run aixcl as its owner.'],
	ELOOP: ['is a symbolic link to itself', 'Remove the link.'],
	ENXIO: ['is not a regular file', 'Replace it by a file, or remove it.'],
	EISDIR: ['is a directory', 'Remove it, or put a file in its place.'],
};

/**
 * The text of a file of at most 64 KiB; absent where there is no file.
 * Never waits: a FIFO or a device in its place is refused, not read. Throws an AixclError, code `config`.
 */
export const readPlainFile = (path: string, { what, whenLarge }: FileWords): string | undefined => {
	const fail = (message: string, hint: string, cause?: unknown) =>
		new AixclError(`${what} ${clean(path)} ${message}`, { code: 'config', hint, cause });
	let descriptor: number | undefined;
	try {
		descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		const status = fstatSync(descriptor);
		if (!status.isFile()) throw fail('is not a regular file', 'Replace it by a file, or remove it.');
		if (status.mode & otherWrite) throw fail('can be written by everyone', `Run chmod o-w ${clean(path)}.`);
		const buffer = Buffer.alloc(largest + 1);
		let length = 0;
		for (let count = -1; count !== 0 && length < buffer.length; length += count) {
			count = readSync(descriptor, buffer, length, buffer.length - length, null);
		}
		if (length > largest) throw fail('is larger than 64 KiB', whenLarge);
		return buffer.toString('utf8', 0, length).replace(/^\uFEFF/, '');
	} catch (error) {
		if (error instanceof AixclError) throw error;
		const { code = '' } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		const [message, hint] = reasons[code] ?? [`cannot be read (${clean(code)})`, 'Check the file and its disk.'];
		throw fail(message, hint, error);
	} finally {
		if (descriptor !== undefined) closeSync(descriptor);
	}
};
