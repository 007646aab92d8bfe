import { statfs } from 'node:fs/promises';
import { AixclError } from '../errors.ts';
import { formatBytes } from '../metrics/format.ts';
import { clean } from '../text/clean.ts';

/** Bytes that a user may still write, and what they are for. */
export type Room = { readonly folder: string; readonly free: number; readonly needed: number; readonly wished: number };

const GiB = 2 ** 30;

const freeIn = async (folder: string): Promise<number | undefined> => {
	try {
		const { bavail, bsize } = await statfs(folder);
		return bavail * bsize;
	} catch {
		return undefined;
	}
};

/**
 * The room where the engine keeps images and volumes, and where the state is kept. A folder that cannot be asked, as one
 * of another machine's engine, is left out.
 */
export const roomFor = async (dataFolder: string | undefined, stateFolder: string): Promise<readonly Room[]> => {
	const wanted = [
		...(dataFolder === undefined ? [] : [{ folder: dataFolder, needed: 2 * GiB, wished: 15 * GiB }]),
		{ folder: stateFolder, needed: 2 ** 16, wished: 2 ** 20 },
	];
	const rooms: Room[] = [];
	for (const room of wanted) {
		const free = await freeIn(room.folder);
		if (free !== undefined) rooms.push({ ...room, free });
	}
	return rooms;
};

/** Throws an AixclError that names the folder without enough room. */
export const requireRoom = (rooms: readonly Room[]): void => {
	for (const { folder, free, needed } of rooms) {
		if (free >= needed) continue;
		throw new AixclError(
			`Only ${formatBytes(free)} are free in ${clean(folder)}, and ${formatBytes(needed)} are needed at least`,
			{ code: 'stack', hint: 'Make room on its disk; docker system df shows what images and volumes take.' },
		);
	}
};
