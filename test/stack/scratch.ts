import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killUsersOf } from './kill-users-of.ts';
import { runProgram } from './run-program.ts';

const PREFIX = 'aixcl-rig-';

/** Makes a rig's folder; only root and PostgreSQL's account can look for names in it. */
export async function makeScratch(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), PREFIX));
	await chmod(folder, 0o711);
	await writeFile(join(folder, 'owner'), String(process.pid));
	return folder;
}

/** Ends what still runs out of a rig's folder, unmounts what is mounted below it, and deletes it. */
export async function removeScratch(folder: string): Promise<void> {
	killUsersOf(folder);
	const mounts = (await readFile('/proc/self/mounts', 'utf8'))
		.split('\n')
		.map(line => line.split(' ')[1] ?? '')
		.filter(path => path.startsWith(`${folder}/`));
	for (const path of mounts.reverse()) await runProgram('umount', ['--lazy', path]);
	await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Deletes the folders of rigs whose owner was killed. */
export async function removeAbandoned(): Promise<void> {
	for (const name of await readdir(tmpdir())) {
		const folder = join(tmpdir(), name);
		if (name.startsWith(PREFIX) && !(await isOwned(folder))) await removeScratch(folder);
	}
}

async function isOwned(folder: string): Promise<boolean> {
	const owner = Number(await readFile(join(folder, 'owner'), 'utf8').catch(() => 'just being made'));
	return Number.isNaN(owner) || existsSync(`/proc/${owner}`);
}
