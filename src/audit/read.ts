import { constants } from 'node:fs';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { previousOf } from './append.ts';
import { type AuditEntry, begun, parseLine } from './entry.ts';
import { openOwnFile } from './own-file.ts';

// Somewhat more than a file may grow while it is being put aside.
const most = 4 * 2 ** 20;

/** The last entries, newest last; none where nothing was ever recorded. Rejects with an AixclError where they cannot be read. */
export const readAudit = async (path: string, count: number): Promise<readonly AuditEntry[]> => {
	const found = endsOf(parseLines((await readEnd(previousOf(path))) + (await readEnd(path))));
	return count === 0 ? [] : found.slice(-count);
};

const parseLines = (text: string): readonly AuditEntry[] => text.split('\n').flatMap(line => parseLine(line) ?? []);

// What has ended is shown by its end.
const endsOf = (entries: readonly AuditEntry[]): readonly AuditEntry[] => {
	const ended = new Set(entries.flatMap(({ deed, result }) => (result === begun ? [] : [deed])));
	return entries.filter(({ deed, result }) => result !== begun || !ended.has(deed));
};

const readEnd = async (path: string): Promise<string> => {
	try {
		const file = await openOwnFile(path, constants.O_RDONLY);
		try {
			const { size } = await file.stat();
			const buffer = Buffer.alloc(Math.min(size, most));
			const { bytesRead } = await file.read(buffer, 0, buffer.length, size - buffer.length);
			return buffer.toString('utf8', 0, bytesRead);
		} finally {
			await file.close();
		}
	} catch (error) {
		const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') return '';
		throw new AixclError(`What was recorded in ${clean(path)} cannot be read (${clean(code)})`, {
			code: 'config',
			hint: 'It has to be a plain file that belongs to you.',
		});
	}
};
