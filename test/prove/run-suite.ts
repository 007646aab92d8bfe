import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome, Suite } from './suite.ts';

const child = fileURLToPath(new URL('child.ts', import.meta.url));

/** Runs a suite in a process of its own; what that prints goes to standard error. Rejects where it breaks down. */
export const runSuite = async (suite: Suite, count: number, seed: number): Promise<Outcome> => {
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-prove-'));
	const file = join(folder, 'outcome.json');
	try {
		const program = spawn(process.execPath, [child, suite.name, String(count), String(seed), file], {
			stdio: ['ignore', process.stderr, process.stderr],
		});
		const [status, signal] = await once(program, 'exit');
		if (status !== 0) throw new Error(`its process ended with ${signal ?? `status ${status}`}`);
		return JSON.parse(await readFile(file, 'utf8')) as Outcome;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};
