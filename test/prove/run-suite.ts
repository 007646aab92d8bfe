import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endTree } from './end-tree.ts';
import type { Outcome } from './suite.ts';

const child = fileURLToPath(new URL('child.ts', import.meta.url));

/** What runs, for how many cases, from which seed. */
export type SuiteRun = {
	readonly name: string;
	readonly count: number;
	readonly seed: number;
	/** Milliseconds after which it has failed. */
	readonly limit: number;
	/** The program that runs one suite. */
	readonly program?: string;
};

/**
 * Runs a suite in a process of its own; what that prints goes to standard error. Rejects where it breaks down, or takes
 * longer than it may: then it is killed, and with it all that it has started.
 */
export const runSuite = async ({ name, count, seed, limit, program = child }: SuiteRun): Promise<Outcome> => {
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-prove-'));
	const file = join(folder, 'outcome.json');
	try {
		const running = spawn(process.execPath, [program, name, String(count), String(seed), file], {
			stdio: ['ignore', process.stderr, process.stderr],
		});
		let isLate = false;
		const timer = setTimeout(() => {
			isLate = true;
			if (running.pid !== undefined) endTree(running.pid);
		}, limit);
		const [status, signal] = await once(running, 'exit').finally(() => clearTimeout(timer));
		if (isLate) throw new Error(`it took longer than ${Math.round(limit / 60_000)} minutes and was killed`);
		if (status !== 0) throw new Error(`its process ended with ${signal ?? `status ${status}`}`);
		return JSON.parse(await readFile(file, 'utf8')) as Outcome;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};
