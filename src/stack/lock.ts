import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

type Holder = { readonly pid: number; readonly born: string; readonly command: string; readonly since: string };

// A process id is given away again; with the time the process began it is not. Where there is no /proc it is empty.
const birthOf = (pid: number): string => {
	try {
		return (
			readFileSync(`/proc/${pid}/stat`, 'utf8')
				.replace(/^.*\) /s, '')
				.split(' ')[19] ?? ''
		);
	} catch {
		return '';
	}
};

const isAlive = ({ pid, born }: Holder): boolean => {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM is somebody else's process, alive.
		if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
	}
	return born === birthOf(pid);
};

const readHolder = async (path: string): Promise<Holder | undefined> => {
	try {
		const { pid, born, command, since } = JSON.parse(await readFile(path, 'utf8'));
		return Number.isInteger(pid) && pid > 0 ? { pid, born: String(born), command: String(command), since } : undefined;
	} catch {
		return undefined;
	}
};

const busy = ({ pid, command, since }: Holder) =>
	new AixclError(
		`aixcl ${clean(command, 40)} is at work on the stack (process ${pid}, since ${clean(String(since), 40)})`,
		{
			code: 'stack',
			hint: 'Wait until it has ended; aixcl status shows how far it is.',
		},
	);

const take = async (path: string, own: string): Promise<boolean> => {
	try {
		await link(own, path);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
};

/**
 * Runs `work` while no other aixcl changes the stack. Rejects with an AixclError that names the one which does.
 * What a killed process has left behind is taken over.
 */
export const withLock = async <T>(path: string, command: string, work: () => Promise<T>): Promise<T> => {
	const own = `${path}.${process.pid}`;
	const since = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
	const holder: Holder = { pid: process.pid, born: birthOf(process.pid), command, since };
	try {
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		await writeFile(own, JSON.stringify(holder), { mode: 0o600 });
		for (let attempt = 0; !(await take(path, own)); attempt++) {
			const other = await readHolder(path);
			if (other && isAlive(other)) throw busy(other);
			if (attempt === 5) throw new Error('EBUSY');
			// By renaming only one of several takes the stale one away; a fresh one caught by it is put back.
			const stale = `${own}.stale`;
			await rename(path, stale).catch(() => {});
			const caught = await readHolder(stale);
			if (caught && isAlive(caught)) await link(stale, path).catch(() => {});
			await rm(stale, { force: true });
		}
	} catch (error) {
		await rm(own, { force: true }).catch(() => {});
		if (error instanceof AixclError) throw error;
		const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
		throw new AixclError(`${clean(path)} cannot be written (${clean(code)})`, {
			code: 'stack',
			hint: 'Make its folder writable for you, or set XDG_STATE_HOME to one that is.',
		});
	}
	await rm(own, { force: true });
	try {
		return await work();
	} finally {
		if ((await readHolder(path))?.pid === process.pid) await rm(path, { force: true });
	}
};
