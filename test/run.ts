import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.env.AIXCL_TEST_REPORTS;

/** Runs vitest, and tells its exit status. Where reports are wanted it writes `NAME.json` into their folder. */
const vitest = (name: string, args: readonly string[]): Promise<number> => {
	const report = folder ? { AIXCL_TEST_REPORT: join(folder, `${name}.json`) } : {};
	const child = spawn('vitest', ['run', '--config', 'test/vitest.config.ts', ...args], {
		cwd: root,
		env: { ...process.env, ...report },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', code => resolve(code ?? 1));
	});
};

// Ctrl-C reaches vitest too, which ends what its tests have started: that is waited for.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
if (folder) mkdirSync(folder, { recursive: true });

const chosen = process.argv.slice(2);
// The tests that share the one rig have to take turns, and mostly wait for it: half of the work is done beside them.
const runs =
	chosen.length > 0
		? [vitest('chosen', chosen)]
		: [
				vitest('shared', ['--project', 'unit', '--project', 'stack']),
				vitest('apart', ['--project', 'pty', '--project', 'apart']),
			];
const statuses = await Promise.all(runs);
process.exitCode = statuses.find(status => status !== 0) ?? 0;
