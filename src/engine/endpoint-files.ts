import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { EngineError } from './engine-error.ts';

/** The little that finding an endpoint needs of the file system. */
export type EndpointFiles = {
	/** The file's bytes; undefined where there is none. Rejects with an EngineError for anything that is no plain file of at most 1 MiB. */
	read(path: string): Promise<Buffer | undefined>;
	/** Whether `path` exists and is a socket. */
	isSocket(path: string): Promise<boolean>;
};

const sizeLimit = 2 ** 20;

/** The real file system. */
export const endpointFiles: EndpointFiles = {
	async read(path) {
		try {
			// Without O_NONBLOCK, opening a FIFO waits for its writer.
			const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
			try {
				const facts = await file.stat();
				if (!facts.isFile() || facts.size > sizeLimit) throw unreadable(path);
				return await file.readFile();
			} finally {
				await file.close();
			}
		} catch (error) {
			if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
				return undefined;
			throw unreadable(path);
		}
	},
	async isSocket(path) {
		try {
			return (await stat(path)).isSocket();
		} catch {
			return false;
		}
	},
};

const unreadable = (path: string) =>
	new EngineError(`${path} cannot be read`, {
		kind: 'refused',
		hint: 'Make it a plain file of at most 1 MiB that you may read, or pass --host.',
	});
