import { spawn } from 'node:child_process';
import { SYSTEM_PATH } from './parts.ts';

/** What a program is given beside its arguments. */
export type ProgramInput = { readonly env?: Readonly<Record<string, string>>; readonly input?: string };

/** Runs a program to its end and gives its stdout, without the last line end. Throws with its stderr when it fails. */
export function runProgram(
	command: string,
	args: readonly string[],
	{ env, input }: ProgramInput = {},
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { env: { PATH: SYSTEM_PATH, LANG: 'C.UTF-8', ...env } });
		let output = '';
		let complaint = '';
		child.stdout.setEncoding('utf8').on('data', text => (output += text));
		child.stderr.setEncoding('utf8').on('data', text => (complaint += text));
		child.stdin.on('error', () => undefined);
		child.stdin.end(input ?? '');
		child.on('error', reject);
		child.on('close', status => {
			if (status === 0) resolve(output.trimEnd());
			else reject(new Error(`${command} ${args.join(' ')} ended with ${status}: ${complaint.trim()}`));
		});
	});
}
