import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const cli = new URL('../../src/cli.ts', import.meta.url).pathname;

export type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the command line from its sources in an environment of nothing but PATH and what is given. */
export const runCli = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
	new Promise((resolve, reject) => {
		const home = mkdtempSync(path.join(tmpdir(), 'aixcl-home-'));
		const child = spawn(process.execPath, [cli, ...args], {
			env: {
				PATH: process.env.PATH ?? '',
				HOME: home,
				XDG_CONFIG_HOME: path.join(home, '.config'),
				LANG: 'C.UTF-8',
				...env,
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		child.on('error', reject);
		child.on('close', status => {
			rmSync(home, { recursive: true });
			resolve({ status, stdout, stderr });
		});
	});
