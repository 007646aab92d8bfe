import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const { O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * Opens a plain file of our own. Rejects with what the system says, or with an Error whose `code` tells why it is not
 * ours: a link, a pipe or somebody else's file must not be written or believed.
 */
export const openOwnFile = async (path: string, flags: number, mode?: number): Promise<FileHandle> => {
	const file = await open(path, flags | O_NOFOLLOW | O_NONBLOCK, mode);
	try {
		const { uid, nlink } = await requirePlain(file);
		if (uid !== process.geteuid?.()) throw withCode('not your own file');
		if (nlink !== 1) throw withCode('a file with several names');
		return file;
	} catch (error) {
		await file.close();
		throw error;
	}
};

const requirePlain = async (file: FileHandle) => {
	const facts = await file.stat();
	if (!facts.isFile()) throw withCode('not a plain file');
	return facts;
};

const withCode = (code: string) => Object.assign(new Error(code), { code });
