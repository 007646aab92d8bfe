import { constants } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openOwnFile } from './own-file.ts';

const { O_APPEND, O_CREAT, O_WRONLY } = constants;
const limit = 2 ** 20;
const staleAfter = 10_000;

/** Where the file goes when it has grown to 1 MiB; what was there before is gone then. */
export const previousOf = (path: string): string => `${path}.1`;

/** Appends a line to a file of mode 0600 in a folder of mode 0700, in one piece. Rejects with what the system says. */
export const appendLine = async (path: string, line: string): Promise<void> => {
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	await rotate(path);
	const file = await openOwnFile(path, O_WRONLY | O_APPEND | O_CREAT, 0o600);
	try {
		if (((await file.stat()).mode & 0o077) !== 0) await file.chmod(0o600);
		await file.write(line);
	} finally {
		await file.close();
	}
};

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

// One at a time, or the second would throw away what the first has put aside.
const rotate = async (path: string): Promise<void> => {
	if ((await sizeOf(path)) < limit) return;
	const turn = `${path}.turn`;
	const mine = await open(turn, 'wx', 0o600).catch(() => undefined);
	if (!mine) {
		// Whoever holds it for long was killed; meanwhile the file may grow.
		const { mtimeMs = Date.now() } = (await stat(turn).catch(() => undefined)) ?? {};
		if (Date.now() - mtimeMs > staleAfter) await rm(turn, { force: true });
		return;
	}
	try {
		if ((await sizeOf(path)) >= limit) await rename(path, previousOf(path));
	} finally {
		await mine.close();
		await rm(turn, { force: true });
	}
};
